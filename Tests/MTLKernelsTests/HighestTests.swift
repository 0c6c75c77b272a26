import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct HighestTests {
  @Test(arguments: [(1, 1, 1), (3, 2, 2), (5, 15, 4), (4, 16, 16), (7, 1300, 5), (300, 133, 11)])
  func agreesWithSorting(rows: Int, columns: Int, count: Int) throws {
    let arena = try Arena(capacity: 100_000)
    let x = random(arena, rows, columns, seed: 4, size: 9)
    let before = x.values
    let (ids, values) = highestLogProbabilities(x, count: count)
    let p = softmaxReference(x, scale: 1)
    for r in 0..<rows {
      let row = before[r * columns..<(r + 1) * columns]
      let order = (0..<columns).sorted { row[r * columns + $0] > row[r * columns + $1] }
      #expect(Array(ids[r * count..<(r + 1) * count]) == order.prefix(count).map(Int32.init))
      for (i, column) in order.prefix(count).enumerated() {
        #expect(abs(Double(values[r * count + i]) - log(p[r * columns + column])) < 1e-5)
      }
    }
    #expect(x.values == before)
  }

  @Test func takesTheFirstOfEquals() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(1, 40)
    fill(x, with: 0)
    (x.row(0)[7], x.row(0)[30], x.row(0)[20]) = (1, 1, 2)
    #expect(highestLogProbabilities(x, count: 5).columns == [20, 7, 30, 0, 1])
  }

  @Test func answersColumnsEvenOfNoNumbers() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(2, 20)
    fill(x, with: .nan)
    x.row(1)[3] = -.infinity
    let (ids, values) = highestLogProbabilities(x, count: 3)
    #expect(ids.allSatisfy { (0..<20).contains($0) } && values.allSatisfy { $0.isNaN })
  }
}
