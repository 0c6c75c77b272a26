import MTLKernels
import TestSupport
import Testing

@Suite struct SquaredErrorTests {
  @Test(arguments: [(1, 1), (5, 3), (40, 17), (4000, 9)])
  func agreesAndGoesBack(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 80_000)
    let x = random(arena, rows, columns, seed: 1, size: 3)
    let y = deterministic(rows * columns, seed: 2)
    let differences = zip(x.values, y).map { Double($0.0) - Double($0.1) }
    let expected = differences.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squaredError(x, y) - expected) < 1e-9 * expected)
    let gradient = copied(x, arena)
    squaredErrorBackward(gradient, y, scale: 0.7)
    #expect(distance(gradient.values, differences.map { 1.4 * $0 }) < 1e-6)
    guard rows < 100 else { return }
    var check = GradientCheck { 0.7 * squaredError(x, y) }
    try check.check("x", x, gradient: gradient.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func nothingAndNotANumber() throws {
    let arena = try Arena(capacity: 64)
    #expect(squaredError(arena.take(0, 3), []) == 0)
    squaredErrorBackward(arena.take(0, 3), [], scale: 1)
    let x = arena.take(1, 2)
    copy(from: [1, .nan], into: x)
    #expect(squaredError(x, [0, 0]).isNaN)
  }
}
