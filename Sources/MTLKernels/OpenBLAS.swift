import CBLAS
import CProcessor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// OpenBLAS as this process uses it: one thread a call, and kernels that suit the processor.
///
/// A release that is older than the processor takes it for the oldest of its kind: 0.3.21 multiplies
/// with SSE3 on an Emerald Rapids, 22 GFLOP/s a core instead of 131. So where its choice lacks what the
/// processor can do, the kernels of the nearest processor that it knows are asked for, and are kept only
/// if they multiply right. The same is done where AVX-512 runs in halves: there those for AVX2 are 4 to
/// 7 % faster (a Zen 4). Who sets `OPENBLAS_CORETYPE` has decided.
enum OpenBLAS {
  /// Makes it ready, once: every product asks first.
  static let prepared: Void = {
    openblas_set_num_threads(1)  // its own threads would fight with our workers
    guard getenv(variable) == nil, let better = betterKernels(than: kernels) else { return }
    setenv(variable, better, 1)
    let hasChosen = openblas_choose_kernels() != 0
    unsetenv(variable)  // what this process starts decides for itself
    if hasChosen, !multipliesRight() { _ = openblas_choose_kernels() }
  }()

  /// The name of the kernels in use, as OpenBLAS has it.
  static var kernels: String { openblas_get_corename().map { String(cString: $0) } ?? "" }

  /// Whether its kernels, those for AVX2, lay out anew what could be read as it lies.
  static let laysSmallFactorsOut: Bool = {
    prepared
    return laysSmallFactorsOut(kernels)
  }()

  static func laysSmallFactorsOut(_ kernels: String) -> Bool {
    ["haswell", "zen"].contains(kernels.lowercased())
  }

  /// The kernels to ask for instead of `chosen`; nil where those suit the processor.
  static func betterKernels(
    than chosen: String, features: UInt32 = processor_features()
  ) -> String? {
    func has(_ feature: processor_feature) -> Bool { features & feature.rawValue != 0 }
    let chosen = chosen.lowercased()
    let isUnsuited =
      has(PROCESSOR_AVX512_HALVES) && wide.contains(chosen)
      || has(PROCESSOR_AVX2) && outdated.contains(chosen)
    guard isUnsuited else { return nil }
    return has(PROCESSOR_AVX512_HALVES) ? "Zen" : has(PROCESSOR_AVX512) ? "SkylakeX" : "Haswell"
  }

  private static let variable = "OPENBLAS_CORETYPE"

  /// Kernels for AVX-512.
  private static let wide: Set<String> = ["skylakex", "cooperlake", "sapphirerapids"]

  /// Kernels without AVX2 that an x86-64 processor may fall back to.
  private static let outdated: Set<String> = [
    "prescott", "core2", "penryn", "dunnington", "nehalem", "sandybridge", "atom", "athlon",
    "opteron", "opteron_sse3", "barcelona", "bobcat", "bulldozer", "piledriver", "steamroller",
    "generic", "katmai", "coppermine", "northwood", "banias", "nano",
  ]

  /// Whether a product of small integers, which float32 holds exactly, comes out as it must.
  private static func multipliesRight() -> Bool {
    let (rows, columns, inner) = (37, 53, 71)
    let a = (0..<rows * inner).map { Float($0 % 7 - 3) }
    let b = (0..<inner * columns).map { Float($0 % 5 - 2) }
    var c = [Float](repeating: 0, count: rows * columns)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
      1, a, Int32(inner), b, Int32(columns), 0, &c, Int32(columns))
    return (0..<rows * columns).allSatisfy { place in
      let (r, column) = place.quotientAndRemainder(dividingBy: columns)
      var expected: Float = 0
      for i in 0..<inner { expected += a[r * inner + i] * b[i * columns + column] }
      return c[place] == expected
    }
  }
}
