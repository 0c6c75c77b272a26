import MTLKernels
import TestSupport
import Testing

@Suite struct DropoutTests {
  let count = 100_000

  private func ones(_ arena: Arena) -> Matrix {
    let x = arena.take(1, count)
    fill(x, with: 1)
    return x
  }

  @Test(arguments: [Float(0.1), 0.5, 0.9])
  func dropsItsShareAndKeepsTheMean(rate: Float) throws {
    let arena = try Arena(capacity: 2 * count)
    let x = ones(arena)
    let key = try #require(DropoutKey(RandomKey(seed: 1), rate: rate))
    dropout(x, key)
    let kept = x.values.filter { $0 != 0 }
    let deviation = (Double(rate) * Double(1 - rate) * Double(count)).squareRoot()
    #expect(abs(Double(kept.count) - Double(count) * Double(1 - rate)) < 5 * deviation)
    #expect(kept.allSatisfy { $0 == 1 / (1 - rate) })
  }

  @Test func everyFormDropsTheSame() throws {
    let arena = try Arena(capacity: 4 * count)
    let (x, y, z) = (ones(arena), ones(arena), ones(arena))
    let key = try #require(DropoutKey(RandomKey(seed: 2)(5), rate: 0.3))
    dropout(x, key)
    dropout(y, key, into: z)
    #expect(x.values == z.values)
  }

  @Test func neighboursAndKeysAreIndependent() throws {
    let arena = try Arena(capacity: 4 * count)
    var masks: [[Float]] = []
    for place in 0..<2 {
      let x = ones(arena)
      dropout(x, try #require(DropoutKey(RandomKey(seed: 3)(place), rate: 0.5)))
      masks.append(x.values.map { $0 == 0 ? 0 : 1 })
    }
    for lag in [1, 2, 16, 768] {
      let both = (0..<count - lag).filter { masks[0][$0] == 1 && masks[0][$0 + lag] == 1 }.count
      #expect(abs(Double(both) / Double(count - lag) - 0.25) < 0.01)
    }
    let shared = (0..<count).filter { masks[0][$0] == 1 && masks[1][$0] == 1 }.count
    #expect(abs(Double(shared) / Double(count) - 0.25) < 0.01)
  }

  @Test func nothingToDropIsNoKey() {
    #expect(DropoutKey(nil, rate: 0.5) == nil)
    #expect(DropoutKey(RandomKey(seed: 1), rate: 0) == nil)
  }

  @Test func notANumberIsNotDropped() throws {
    let arena = try Arena(capacity: 2000)
    let x = arena.take(1, 1000)
    fill(x, with: .nan)
    dropout(x, try #require(DropoutKey(RandomKey(seed: 1), rate: 0.5)))
    #expect(x.values.allSatisfy { $0.isNaN })
  }
}
