import MTLKernels
import TestSupport
import Testing

@Suite struct MeanPoolTests {
  @Test(arguments: [([1], 1), ([3, 0, 1, 5], 7), ((0..<200).map { $0 % 9 }, 64)])
  func agreesAndGoesBack(lengths: [Int], columns: Int) throws {
    let arena = try Arena(capacity: 200_000)
    let rows = lengths.reduce(0, +)
    let x = random(arena, rows, columns, seed: 1)
    let y = arena.take(lengths.count, columns)
    meanPool(x, lengths: lengths, into: y)
    var (expected, start) = ([Double](), 0)
    for length in lengths {
      for c in 0..<columns {
        let sum = (start..<start + length).reduce(0) { $0 + Double(x.row($1)[c]) }
        expected.append(length == 0 ? 0 : sum / Double(length))
      }
      start += length
    }
    #expect(distance(y.values, expected) < 1e-6)
    let (dy, dx) = (random(arena, lengths.count, columns, seed: 2), arena.take(rows, columns))
    meanPoolBackward(dy, lengths: lengths, into: dx)
    guard rows < 100 else { return }
    var check = GradientCheck {
      meanPool(x, lengths: lengths, into: y)
      return zip(y.values, dy.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("x", x, gradient: dx.values)
    #expect(check.worst < 2e-3, "\(check)")
  }
}
