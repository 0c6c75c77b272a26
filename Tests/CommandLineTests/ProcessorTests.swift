import Testing

@testable import bert_mtl

@Test func aRecentProcessorIsNotRefused() {
  let text = "processor\t: 0\nflags\t\t: fpu sse2 avx2 bmi1 bmi2 f16c fma movbe\nbugs\t: none\n"
  #expect(Processor.refusal(cpuinfo: text) == nil)
  #expect(Processor.refusal(cpuinfo: "") == nil)
}

@Test func anOlderProcessorIsToldWhatItLacks() {
  let text = "flags\t\t: fpu sse2 avx bmi1 bmi2 movbe\n"
  #expect(
    Processor.refusal(cpuinfo: text)
      == "processor: expected x86-64-v3 (Haswell, Zen or later), got one without avx2, f16c, fma")
}
