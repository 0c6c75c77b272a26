import TestSupport
import Testing

@testable import MTLKernels

@Suite struct ReduceTests {
  @Test(arguments: [1, 15, 16, 1000, 300_000])
  func sumOfSquaresAgrees(count: Int) throws {
    let arena = try Arena(capacity: count + 16)
    let x = random(arena, 1, count, seed: 1)
    let expected = x.values.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(sumOfSquares(x) - expected) < 1e-6 * expected)
  }

  @Test func theLargestIsFoundWhereverItIs() {
    for count in 1...40 {
      for place in 0..<count {
        var x = (0..<count).map { -Float(($0 * 7) % 11) - 1 }
        x[place] = -0.5
        #expect(maximum(x, count) == -0.5, "of \(count) at \(place)")
        #expect(abs(sum(x, count) - x.reduce(0, +)) < 1e-4)
      }
    }
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
