import MTLKernels
import TestSupport
import Testing

@Suite struct LargestTests {
  @Test(arguments: [(1, 1, 1), (3, 7, 1), (4, 7, 7), (700, 55, 5)])
  func agreesWithSorting(rows: Int, columns: Int, count: Int) throws {
    let arena = try Arena(capacity: 50_000)
    let x = random(arena, rows, columns, seed: 3)
    let found = largest(count, of: x)
    let all = x.values
    for r in 0..<rows {
      let row = Array(all[r * columns..<(r + 1) * columns])
      let order = row.indices.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
      let best: [Int32] = order.prefix(count).map { Int32($0) }
      let own = r * count..<(r + 1) * count
      #expect(Array(found.columns[own]) == best)
      #expect(Array(found.values[own]) == best.map { row[Int($0)] })
    }
  }

  @Test func theLowerOfEqualColumnsComesFirst() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(1, 5)
    copy(from: [1, 2, 2, .nan, 2], into: x)
    #expect(largest(3, of: x).columns == [1, 2, 4])
    #expect(largest(2, of: arena.take(0, 5)).columns == [])
  }
}
