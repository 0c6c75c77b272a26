import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The loss and the probabilities, in Double.
private func reference(
  _ x: Matrix, _ labels: [Int32], temperature: Double
) -> (loss: Double, p: [Double]) {
  var (loss, p) = (0.0, [Double]())
  for r in 0..<x.rows {
    let powers = (0..<x.columns).map { c -> Double in
      let shares = c != r && !labels.isEmpty && labels[r] >= 0 && labels[r] == labels[c]
      return shares ? 0 : exp(Double(x.row(r)[c]) / temperature)
    }
    let total = powers.reduce(0, +)
    p += powers.map { $0 / total }
    loss -= log(powers[r] / total)
  }
  return (loss, p)
}

@Suite struct ContrastTests {
  @Test(arguments: [(1, false), (2, true), (9, false), (9, true), (200, true)])
  func agreesAndGoesBack(rows: Int, isLabelled: Bool) throws {
    let arena = try Arena(capacity: 130_000)
    let x = random(arena, rows, rows, seed: 1)
    let labels = isLabelled ? (0..<rows).map { Int32($0 % 4) - 1 } : []
    let expected = reference(x, labels, temperature: 0.2)
    let p = copied(x, arena)
    let loss = contrast(p, labels: labels, temperature: 0.2)
    #expect(abs(loss - expected.loss) <= 1e-5 * max(expected.loss, 1))
    #expect(distance(p.values, expected.p) < 1e-6)
    contrastBackward(p, temperature: 0.2, scale: 0.1)
    let gradient = p.values
    guard rows < 100 else { return }
    var check = GradientCheck {
      copy(x, into: p)
      return 0.1 * contrast(p, labels: labels, temperature: 0.2)
    }
    try check.check("x", x, gradient: gradient)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func rowsOfOneLabelAreNoNegatives() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(3, 3)
    copy(from: [0, 9, 9, 9, 0, 9, 9, 9, 0], into: x)
    #expect(contrast(x, labels: [5, 5, 5], temperature: 0.05) == 0)
    #expect(x.values == [1, 0, 0, 0, 1, 0, 0, 0, 1])
  }

  @Test func largeSimilaritiesAndNotANumber() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(2, 2)
    copy(from: [500, -500, 500, -500], into: x)
    #expect(abs(contrast(x, labels: [], temperature: 0.05) - 20_000) < 1e-3)
    #expect(distance(x.values, [1, 0, 1, 0]) == 0)
    copy(from: [0.5, .nan, 0.5, 1], into: x)
    #expect(contrast(x, labels: [], temperature: 0.05).isNaN)
  }
}
