import MTLKernels
import TestSupport
import Testing

@Suite struct RowsTests {
  @Test(arguments: [(1, 1), (3, 5), (100, 40), (1000, 130)])
  func addRowsSumsColumns(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 200_000)
    let x = random(arena, rows, columns, seed: 1)
    let total = arena.take(1, columns)
    fill(total, with: 1)
    addRows(of: x, to: total)
    let expected = (0..<columns).map { c in
      (0..<rows).reduce(1.0) { $0 + Double(x.row($1)[c]) }
    }
    #expect(distance(total.values, expected) < 1e-4)
  }

  @Test func addRowsOfNothingAddsNothing() throws {
    let arena = try Arena(capacity: 64)
    let (x, total) = (arena.take(0, 3), arena.take(1, 3))
    addRows(of: x, to: total)
    #expect(total.values == [0, 0, 0])
  }

  @Test func gatherAndScatter() throws {
    let arena = try Arena(capacity: 400_000)
    let table = random(arena, 50, 70, seed: 1)
    let indices = (0..<2000).map { Int32($0 * 7 % 50) }
    let y = arena.take(2000, 70)
    gather(table, indices, into: y)
    gather(table, indices, into: y, .accumulate)
    for (r, index) in indices.enumerated() {
      #expect((0..<70).allSatisfy { y.row(r)[$0] == 2 * table.row(Int(index))[$0] })
    }
    let gradient = arena.take(50, 70)
    fill(gradient, with: 1)
    scatter(y, indices, addingTo: gradient)
    var expected = [Double](repeating: 1, count: 50 * 70)
    for (r, index) in indices.enumerated() {
      for c in 0..<70 { expected[Int(index) * 70 + c] += Double(y.row(r)[c]) }
    }
    #expect(distance(gradient.values, expected) < 1e-3)
  }

  @Test func negativeIndicesAreZerosAndGetNothing() throws {
    let arena = try Arena(capacity: 640)
    let (table, y) = (random(arena, 3, 5, seed: 1), random(arena, 4, 5, seed: 2))
    let (before, indices) = (y.values, [-1, 2, -7, 0] as [Int32])
    gather(table, indices, into: y, .accumulate)
    for c in 0..<5 {
      #expect(y.row(0)[c] == before[c] && y.row(2)[c] == before[10 + c])
      #expect(y.row(1)[c] == before[5 + c] + table.row(2)[c])
    }
    gather(table, indices, into: y)
    for c in 0..<5 { #expect(y.row(0)[c] == 0 && y.row(2)[c] == 0) }
    #expect(y.row(3)[4] == table.row(0)[4])
    let gradient = arena.take(3, 5)
    fill(y, with: 1)
    scatter(y, indices, addingTo: gradient)
    #expect(gradient.values == Array(repeating: 1, count: 5) + [0, 0, 0, 0, 0] + [1, 1, 1, 1, 1])
  }

  @Test func wholeMatrices() throws {
    let arena = try Arena(capacity: 400_000)
    let (x, y) = (random(arena, 300, 200, seed: 1), random(arena, 300, 200, seed: 2))
    let (first, second) = (x.values, y.values)
    add(x, to: y)
    #expect(y.values == zip(first, second).map { $1 + $0 })
    scale(y, by: 0.5)
    #expect(y.values == zip(first, second).map { ($1 + $0) * 0.5 })
    copy(x, into: y)
    #expect(y.values == first)
    zero(y)
    #expect(y.values.allSatisfy { $0 == 0 })
  }

  @Test func hostBytesMayLieAnywhere() throws {
    let arena = try Arena(capacity: 64)
    let y = arena.take(2, 2)
    let floats: [Float] = [1, 2, 3, 4]
    let bytes = [UInt8(0)] + floats.flatMap { withUnsafeBytes(of: $0, Array.init) }
    bytes.withUnsafeBytes { copy(from: UnsafeRawBufferPointer(rebasing: $0[1...]), into: y) }
    #expect(y.values == floats)
  }
}
