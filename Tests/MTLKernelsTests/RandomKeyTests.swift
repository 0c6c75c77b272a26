import MTLKernels
import Testing

@Suite struct RandomKeyTests {
  @Test func answersTheSameWhereverItIsAsked() {
    let key = RandomKey(seed: 7)(3)(1)
    #expect(key.bits(at: 5) == RandomKey(seed: 7)(3)(1).bits(at: 5))
    #expect(key.bits(at: 5) != key.bits(at: 6))
    #expect(RandomKey(seed: 7)(3)(1) != RandomKey(seed: 7)(1)(3))
  }

  @Test func permutes() {
    #expect(RandomKey(seed: 1).permutation(100).sorted() == Array(0..<100))
  }
}
