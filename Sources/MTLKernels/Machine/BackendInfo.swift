import CBLAS
import CProcessor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What this process computes with, and on: for people who ask why it is as fast as it is.
public struct BackendInfo: Equatable, Sendable {
  public let processor: Processor
  /// Multiplies float32.
  public let openBLAS: OpenBLASLibrary
  /// Multiplies bfloat16 and int8.
  public let oneDNN: OneDNNLibrary
  public let threads: Threads
  public let memory: Memory
  /// 10⁹ operations a second of large products with all threads, by the type of their numbers; nil
  /// where nobody asked to measure.
  public let gigaflops: [String: Double]?

  public struct Processor: Equatable, Sendable {
    /// As it names itself; empty where it has no name.
    public let name: String
    /// What of its instructions the kernels and libraries know to use.
    public let features: [String]
  }

  public struct OpenBLASLibrary: Equatable, Sendable {
    public let version: String
    /// For which processor its kernels in use were written.
    public let kernels: String
    public let configuration: String
  }

  public struct OneDNNLibrary: Equatable, Sendable {
    /// nil where it was not found.
    public let version: String?
    /// The widest that it uses.
    public let instructions: String?
    /// Why it is not used.
    public let note: String?
  }

  public struct Threads: Equatable, Sendable {
    /// How many share the work.
    public let count: Int
    public let origin: ThreadChoice.Origin
    /// How many processors this process may run on.
    public let processors: Int
    /// How many processors' time its control groups let it use; nil where nothing limits it.
    public let quota: Int?
    /// How many threads may be asked for.
    public let most: Int
  }

  /// In bytes.
  public struct Memory: Equatable, Sendable {
    public let total: Int
    /// What the control groups let this process hold; nil where nothing limits it.
    public let limit: Int?
  }

  /// Throws ``ArenaError`` where there is no memory to measure in.
  public init(measuring: Bool = false) throws(ArenaError) {
    OpenBLAS.prepared
    processor = Processor(
      name: String(cString: processor_name()), features: BackendInfo.features(processor_features()))
    let configuration = String(cString: openblas_get_config())
    openBLAS = OpenBLASLibrary(
      version: BackendInfo.version(inConfiguration: configuration), kernels: OpenBLAS.kernels,
      configuration: configuration.trimmingSpaces)
    oneDNN = BackendInfo.oneDNN
    let choice = Parallel.choice
    threads = Threads(
      count: choice.threads, origin: choice.origin, processors: Processors.allowed,
      quota: Processors.quota, most: Parallel.mostThreads)
    memory = Memory(total: BackendInfo.totalMemory, limit: ControlGroups.own.memory)
    gigaflops = measuring ? try BackendInfo.gigaflops() : nil
  }

  private static var oneDNN: OneDNNLibrary {
    switch OneDNN.found {
    case .success(let found):
      OneDNNLibrary(version: found.version, instructions: found.instructions, note: nil)
    case .failure(let absence):
      OneDNNLibrary(version: nil, instructions: nil, note: absence.description)
    }
  }

  /// Of every format that this machine multiplies.
  private static func gigaflops() throws(ArenaError) -> [String: Double] {
    var measured: [String: Double] = [:]
    for precision in Precision.allCases where precision.absence == nil {
      measured[precision.rawValue] = try ProductSpeed.measure(precision)
    }
    return measured
  }

  /// What processors call their features, of the bits of `processor_features()`.
  static func features(_ bits: UInt32) -> [String] {
    let names: [(processor_feature, String)] = [
      (PROCESSOR_AVX2, "avx2"), (PROCESSOR_AVX512, "avx512"),
      (PROCESSOR_AVX512_BFLOAT16, "avx512_bf16"), (PROCESSOR_AVX512_INT8, "avx512_vnni"),
      (PROCESSOR_AMX_BFLOAT16, "amx_bf16"), (PROCESSOR_AMX_INT8, "amx_int8"),
    ]
    return names.filter { bits & $0.0.rawValue != 0 }.map(\.1)
  }

  /// The second word of `OpenBLAS 0.3.21 DYNAMIC_ARCH …`; empty where there is none.
  static func version(inConfiguration text: String) -> String {
    text.split(separator: " ").dropFirst().first.map { String($0) } ?? ""
  }

  private static var totalMemory: Int {
    Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

extension String {
  fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
