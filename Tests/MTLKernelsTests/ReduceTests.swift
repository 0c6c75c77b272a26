import MTLKernels
import TestSupport
import Testing

@Suite struct ReduceTests {
  @Test(arguments: [1, 15, 16, 1000, 300_000])
  func sumOfSquaresAgrees(count: Int) throws {
    let arena = try Arena(capacity: count + 16)
    let x = random(arena, 1, count, seed: 1)
    let expected = x.values.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(sumOfSquares(x) - expected) < 1e-6 * expected)
  }

  @Test func allFiniteFindsWhatIsNot() throws {
    let arena = try Arena(capacity: 200_000)
    let x = random(arena, 1, 150_000, seed: 1, size: .greatestFiniteMagnitude)
    #expect(allFinite(x))
    for bad in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      for place in [0, 77_777, 149_999] {
        let before = x.base[place]
        x.base[place] = bad
        #expect(!allFinite(x))
        x.base[place] = before
      }
    }
  }
}
