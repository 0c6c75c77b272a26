import CProcessor
import Testing

@testable import MTLKernels

/// What is said of machine and libraries.
@Suite struct BackendInfoTests {
  @Test func saysWhatItComputesWith() throws {
    let info = try BackendInfo()
    #expect(!info.openBLAS.version.isEmpty)
    #expect(info.openBLAS.configuration.hasPrefix("OpenBLAS \(info.openBLAS.version)"))
    #expect(info.openBLAS.kernels == OpenBLAS.kernels)
    #expect(info.processor.features == BackendInfo.features(processor_features()))
    #expect(info.threads.count > 0)  // other tests change it meanwhile
    #expect(info.threads.processors == Processors.allowed)
    #expect(info.threads.most == 2 * Processors.allowed)
    #expect(info.memory.total > 0)
    #expect((info.oneDNN.version == nil) == (info.oneDNN.note != nil))
    #expect(info.gigaflops == nil)
  }

  @Test func measuresOnDemand() throws {
    let speed = try #require(try BackendInfo(measuring: true).gigaflops?["float32"])
    #expect(speed.isFinite && speed > 0.1)
  }

  @Test func namesFeatures() {
    #expect(BackendInfo.features(0) == [])
    #expect(
      BackendInfo.features(.max) == [
        "avx2", "avx512", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8",
      ])
    #expect(BackendInfo.features(PROCESSOR_AVX2.rawValue) == ["avx2"])
  }

  @Test func readsTheVersion() {
    #expect(
      BackendInfo.version(inConfiguration: "OpenBLAS 0.3.21 DYNAMIC_ARCH Haswell ") == "0.3.21")
    #expect(BackendInfo.version(inConfiguration: "") == "")
  }
}
