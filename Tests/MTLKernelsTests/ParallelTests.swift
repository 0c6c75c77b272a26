import Synchronization
import TestSupport
import Testing

@testable import MTLKernels

@Suite(.serialized) struct ParallelTests {
  @Test func everyTileOnce() {
    defer { Parallel.use(threads: 2) }
    for threads in [1, 2, 4] {
      Parallel.use(threads: threads)
      for count in [0, 1, 2, 63, 1000] {
        let seen = (0..<max(count, 1)).map { _ in Counter() }
        Parallel.run(count) { seen[$0].value.add(1, ordering: .relaxed) }
        #expect(seen.prefix(count).allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
      }
    }
  }

  @Test func tilesAreCutBySizeIntoPowersOfTwo() {
    #expect(Parallel.tiles(of: 10, cost: 1) == 1)
    #expect(Parallel.tiles(of: 1 << 15, cost: 1) == 2)
    #expect(Parallel.tiles(of: 3, cost: 1 << 30) == 2)
    #expect(Parallel.tiles(of: 1 << 30, cost: 1) == 64)
  }

  @Test func aRunInsideATileIsDoneByItsThread() {
    let total = Counter()
    Parallel.run(8) { _ in Parallel.run(8) { _ in total.value.add(1, ordering: .relaxed) } }
    #expect(total.value.load(ordering: .relaxed) == 64)
  }

  @Test(
    arguments: [
      ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2),
      ("Cpus_allowed:\tff,00000001\n", 9), ("Cpus_allowed:\t0\n", nil), ("Name:\tx\n", nil),
    ] as [(String, Int?)])
  func readsTheAffinity(status: String, expected: Int?) {
    #expect(Processors.allowed(inStatus: status) == expected)
  }

  @Test func theSameBitsForAnyThreads() throws {
    defer { Parallel.use(threads: 2) }
    var seen: [[[Float]]] = []
    for threads in [1, 2, 3] {
      Parallel.use(threads: threads)
      let arena = try Arena(capacity: 2_000_000)
      let (x, w) = (random(arena, 700, 300, seed: 1), random(arena, 500, 300, seed: 2))
      let (y, bias) = (arena.take(700, 500), random(arena, 1, 500, seed: 3))
      multiply(x, weight: w, bias: bias, into: y)
      let few = arena.take(19, 500)
      multiply(x[0..<19, 0..<296], weight: w[0..<500, 0..<296], bias: bias, into: few)
      let dw = arena.take(500, 300)
      multiply(y, x, transposing: .left, into: dw)
      addRows(of: y, to: bias)
      let targets = (0..<700).map { Int32($0 % 500) }
      let loss = crossEntropy(y, targets, smoothing: 0.1)
      seen.append([
        y.values, few.values, dw.values, bias.values, [Float(loss), Float(sumOfSquares(dw))],
      ])
    }
    #expect(seen[0] == seen[1] && seen[0] == seen[2])
  }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}
