import MTLKernels
import TestSupport
import Testing

private func cosine(_ x: ArraySlice<Float>, _ y: ArraySlice<Float>) -> Double {
  func inner(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  return inner(x, y) / (inner(x, x) * inner(y, y)).squareRoot()
}

@Suite struct CosineLossTests {
  @Test(arguments: [(1, 2), (5, 3), (6, 40), (500, 129)])
  func agreesAndGoesBack(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 140_000)
    let x = random(arena, rows, columns, seed: 1, size: 3)
    let y = deterministic(rows * columns, seed: 2)
    let values = x.values
    let expected = (0..<rows).reduce(0.0) { total, r in
      let row = r * columns..<(r + 1) * columns
      return total + 1 - cosine(values[row], y[row])
    }
    #expect(abs(cosineLoss(x, y) - expected) < 1e-6 * Double(rows))
    guard rows < 100 else { return }
    let gradient = copied(x, arena)
    cosineLossBackward(gradient, y, scale: 0.7)
    var check = GradientCheck { 0.7 * cosineLoss(x, y) }
    try check.check("x", x, gradient: gradient.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func zerosAndNotANumber() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(2, 2)
    copy(from: [0, 0, 3, 4], into: x)
    #expect(abs(cosineLoss(x, [1, 0, 6, 8]) - 1) < 1e-6)
    cosineLossBackward(x, [1, 0, 6, 8], scale: 1)
    #expect(distance(x.values, [0, 0, 0, 0]) < 1e-7)
    copy(from: [0, 0, .nan, 4], into: x)
    #expect(cosineLoss(x, [1, 0, 6, 8]).isNaN)
    #expect(cosineLoss(arena.take(0, 3), []) == 0)
  }
}
