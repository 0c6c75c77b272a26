import CProcessor
import Foundation
import Testing

@testable import MTLKernels

@Suite struct OpenBLASTests {
  private let features = (
    old: UInt32(0), vectors: PROCESSOR_AVX2.rawValue,
    wide: PROCESSOR_AVX2.rawValue | PROCESSOR_AVX512.rawValue,
    halves: PROCESSOR_AVX2.rawValue | PROCESSOR_AVX512.rawValue | PROCESSOR_AVX512_HALVES.rawValue
  )

  @Test func oldKernelsAreReplacedByTheWidestThatTheProcessorCanRun() {
    #expect(OpenBLAS.betterKernels(than: "Prescott", features: features.wide) == "SkylakeX")
    #expect(OpenBLAS.betterKernels(than: "Prescott", features: features.vectors) == "Haswell")
    #expect(OpenBLAS.betterKernels(than: "Sandybridge", features: features.vectors) == "Haswell")
  }

  @Test func wideKernelsAreReplacedWhereAVX512RunsInHalves() {
    for kernels in ["Cooperlake", "SkylakeX", "Sapphirerapids", "Prescott"] {
      #expect(OpenBLAS.betterKernels(than: kernels, features: features.halves) == "Zen")
    }
    #expect(OpenBLAS.betterKernels(than: "Zen", features: features.halves) == nil)
  }

  @Test func whatSuitsTheProcessorStays() {
    for kernels in ["Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids", "neoversen1", ""]
    {
      #expect(OpenBLAS.betterKernels(than: kernels, features: features.wide) == nil)
    }
    #expect(OpenBLAS.betterKernels(than: "Prescott", features: features.old) == nil)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil))
  func noProductRunsOnOldKernels() {
    OpenBLAS.prepared
    #expect(OpenBLAS.betterKernels(than: OpenBLAS.kernels) == nil)
  }
}
