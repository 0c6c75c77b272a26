import MTLKernels
import TestSupport
import Testing

@Suite struct BlendTests {
  @Test(arguments: [(1, 1, 1), (3, 2, 5), (40, 8, 17), (300, 4, 128), (0, 3, 4)])
  func agreesWithTheFormula(rows: Int, blocks: Int, columns: Int) throws {
    let arena = try Arena(capacity: 400_000)
    let x = random(arena, rows, blocks * columns, seed: 1)
    let (shares, y) = (random(arena, rows, blocks, seed: 2), arena.take(rows, columns))
    fill(y, with: 9)
    blend(x, shares: shares, into: y)
    let expected = (0..<rows * columns).map { i in
      (0..<blocks).reduce(0.0) {
        $0 + Double(shares.row(i / columns)[$1])
          * Double(x.row(i / columns)[$1 * columns + i % columns])
      }
    }
    #expect(distance(y.values, expected) < 1e-5)
  }

  @Test func goesBack() throws {
    let (rows, blocks, columns) = (4, 3, 6)
    let arena = try Arena(capacity: 4000)
    let x = random(arena, rows, blocks * columns, seed: 1)
    let shares = random(arena, rows, blocks, seed: 2)
    let (y, dy) = (arena.take(rows, columns), random(arena, rows, columns, seed: 3))
    let (dx, dShares) = (arena.take(rows, blocks * columns), arena.take(rows, blocks))
    for matrix in [dx, dShares] { fill(matrix, with: 7) }
    blendBackward(dy, x, shares: shares, dShares: dShares, into: dx)
    var check = GradientCheck {
      blend(x, shares: shares, into: y)
      return zip(y.values, dy.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("x", x, gradient: dx.values)
    try check.check("shares", shares, gradient: dShares.values)
    #expect(check.worst < 2e-3, "\(check)")
  }
}
