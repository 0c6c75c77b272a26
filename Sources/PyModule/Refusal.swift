import CPythonShim
import MTLCore
import MTLData
import MTLKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What an error is on the other side of the boundary: the one table from typed errors to statuses.
struct Refusal: Equatable {
  let status: mtl_status
  /// The errno of a system's refusal, where it is known.
  var number: Int32 = 0
  let text: String

  init(_ error: any Error) {
    text = "\(error)"
    switch error {
    case let error as CheckpointError: (status, number) = error.refusal
    case let error as DataError: (status, number) = error.refusal
    case let error as TokenizerError: (status, number) = error.refusal
    case ConfigurationError.kind: status = MTL_TYPE
    case ProblemError.unknownProblem: status = MTL_KEY
    case TrainingError.unknownMetric, TrainingError.metricWithoutDev, TrainingError.earlierRun,
      TrainingError.folderInUse:
      status = MTL_VALUE
    case is TrainingError: status = MTL_TRAINING
    case is ArenaError: status = MTL_MEMORY
    case SessionError.forked: status = MTL_INTERNAL
    case is BoundaryError, is ChainError, is ConfigurationError, is JSONError,
      is LanguageModelError, is MetricError, is ModalityError, is ProblemError, is ProfileError,
      is SamplingError, is SessionError, is ThreadError:
      status = MTL_VALUE
    default: status = MTL_INTERNAL
    }
  }
}

extension CheckpointError {
  fileprivate var refusal: (mtl_status, Int32) {
    switch self {
    case .system(_, _, let code): (MTL_OS, code)
    case .notAFile: (MTL_OS, EISDIR)
    case .noConfiguration, .noWeights: (MTL_OS, ENOENT)
    default: (MTL_VALUE, 0)
    }
  }
}

extension DataError {
  fileprivate var refusal: (mtl_status, Int32) {
    switch fault {
    case .file(.absent): (MTL_OS, ENOENT)
    case .file(.folder): (MTL_OS, EISDIR)
    case .file(.unreadable): (MTL_OS, EIO)
    default: (MTL_VALUE, 0)
    }
  }
}

extension TokenizerError {
  fileprivate var refusal: (mtl_status, Int32) {
    switch self {
    case .missingFiles: (MTL_OS, ENOENT)
    case .unreadable, .unwritable: (MTL_OS, EIO)
    default: (MTL_VALUE, 0)
    }
  }
}
