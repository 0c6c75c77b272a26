import MTLKernels
import TestSupport
import Testing

@Suite struct UnitRowsTests {
  @Test(arguments: [(1, 1), (5, 8), (7, 33), (600, 129)])
  func agreesAndGoesBack(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 300_000)
    let x = random(arena, rows, columns, seed: 1, size: 2)
    let (y, norms) = (arena.take(rows, columns), arena.take(1, rows))
    unitRows(x, inverseNorms: norms, into: y)
    let expected = (0..<rows).flatMap { r -> [Double] in
      let row = x[rows: r..<r + 1].values.map(Double.init)
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / norm }
    }
    #expect(distance(y.values, expected) < 1e-6)
    guard rows < 100 else { return }
    let dy = random(arena, rows, columns, seed: 4)
    let target = dy.values
    unitRowsBackward(dy, output: y, inverseNorms: norms)
    var check = GradientCheck {
      unitRows(x, inverseNorms: norms, into: y)
      return zip(y.values, target).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("x", x, gradient: dy.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func zerosStayAndNotANumberIsSeen() throws {
    let arena = try Arena(capacity: 200)
    let (x, y, norms) = (arena.take(2, 3), arena.take(2, 3), arena.take(1, 2))
    copy(from: [0, 0, 0, 1, .nan, 2], into: x)
    unitRows(x, inverseNorms: norms, into: y)
    #expect(y.values[..<3] == [0, 0, 0])
    #expect(y.values[3...].allSatisfy { $0.isNaN })
    let dy = random(arena, 2, 3, seed: 1)
    unitRowsBackward(dy, output: y, inverseNorms: norms)
    #expect(dy.values[..<3] == [0, 0, 0])
  }
}
