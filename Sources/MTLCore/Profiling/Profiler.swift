import MTLKernels

/// Trains a copy of a model for some steps, and watches its kernels.
///
/// ``step()`` is the unit of the boundary, as ``Trainer/step()`` is.
public final class Profiler {
  private let trainer: Trainer
  private let steps: Int
  private let turn = Turn()
  private var watched: [WatchedStep] = []
  private var isWarm = false

  init(_ trainer: Trainer, steps: Int) {
    (self.trainer, self.steps) = (trainer, steps)
  }

  /// Takes the next step, and says how many were watched. The first is not: it touches all memory for
  /// the first time.
  ///
  /// Throws ``ProfileError`` where another profile is recorded, and what training throws.
  public func step() throws -> ProfileProgress {
    try turn.take {
      guard watched.count < steps else { return progress }
      if isWarm {
        let (event, recording) = try Profile.record { try trainer.step() }
        if case .train(let report) = event {
          watched.append(WatchedStep(tokens: report.tokens, recording: recording))
        }
      } else {
        _ = try trainer.step()
        isWarm = true
      }
      return progress
    }
  }

  /// What was found until now.
  public func report() throws -> ProfileReport {
    try turn.take { ProfileReport(watched, threads: Parallel.threads) }
  }

  /// The same call by call, for chrome://tracing and Perfetto.
  public func trace() throws -> ProfileTrace {
    try turn.take { ProfileTrace(watched) }
  }

  private var progress: ProfileProgress { ProfileProgress(done: watched.count, of: steps) }
}

/// How far a profile is.
public struct ProfileProgress: Codable, Equatable, Sendable {
  public let done: Int
  public let of: Int
}
