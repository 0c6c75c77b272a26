import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct WeightedCrossEntropyTests {
  static let cases: [(smoothing: Float, focus: Float)] = [(0, 0), (0.1, 0), (0, 2), (0.2, 0.5)]
  let rows = 9
  let columns = 4
  let targets: [Int32] = [0, 1, -1, 2, 3, 3, 0, 1, 2]
  let weights: [Float] = [1, 0.5, 3, 0]

  @Test(arguments: cases)
  func agreesAndGoesBack(smoothing: Float, focus: Float) throws {
    let arena = try Arena(capacity: 4000)
    let (x, p) = (random(arena, rows, columns, seed: 3, size: 3), arena.take(rows, columns))
    func loss() -> Double {
      copy(x, into: p)
      return weightedCrossEntropy(
        p, targets, weights: weights, smoothing: smoothing, focus: focus)
    }
    let wanted = softmaxReference(x, scale: 1)
    var expected = 0.0
    for i in 0..<rows * columns where targets[i / columns] >= 0 {
      let isTarget = Int(targets[i / columns]) == i % columns
      let q = (isTarget ? 1 - Double(smoothing) : 0) + Double(smoothing) / Double(columns)
      let factor = pow(1 - wanted[i], Double(focus))
      expected -= Double(weights[i % columns]) * q * factor * log(wanted[i])
    }
    #expect(abs(loss() - expected) < 1e-6 * expected)
    #expect(distance(p.values, wanted) < 1e-6)
    weightedCrossEntropyBackward(
      p, targets, weights: weights, smoothing: smoothing, focus: focus, scale: 0.5)
    let gradient = p.values
    #expect(gradient[8..<12].allSatisfy { $0 == 0 })
    var check = GradientCheck { 0.5 * loss() }
    try check.check("x", x, gradient: gradient)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func withoutWeightsItIsCrossEntropy() throws {
    let arena = try Arena(capacity: 4000)
    let x = random(arena, rows, columns, seed: 5, size: 3)
    let (a, b) = (arena.take(rows, columns), arena.take(rows, columns))
    copy(x, into: a)
    copy(x, into: b)
    let loss = weightedCrossEntropy(
      a, targets, weights: [1, 1, 1, 1], smoothing: 0.1, focus: 0)
    let plain = crossEntropy(b, targets, smoothing: 0.1)
    #expect(abs(loss - plain) < 1e-6 * plain)
    #expect(a.values == b.values)
    weightedCrossEntropyBackward(
      a, targets, weights: [1, 1, 1, 1], smoothing: 0.1, focus: 0, scale: 1)
    crossEntropyBackward(b, targets, smoothing: 0.1, scale: 1)
    #expect(distance(a.values, b.values.map(Double.init)) < 1e-6)
  }

  @Test func certaintyIsBorne() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(2, 3)
    copy(from: [500, -500, 0, 500, -500, 0], into: x)
    let loss = weightedCrossEntropy(
      x, [0, 1], weights: [1, 1, 1], smoothing: 0, focus: 2)
    #expect(loss == 1000)
    weightedCrossEntropyBackward(
      x, [0, 1], weights: [1, 1, 1], smoothing: 0, focus: 2, scale: 1)
    #expect(distance(x.values, [0, 0, 0, 1, -1, 0]) < 1e-6)
    copy(from: [0, .nan, 0, 0, 0, 0], into: x)
    #expect(
      weightedCrossEntropy(x, [0, 1], weights: [1, 1, 1], smoothing: 0, focus: 2).isNaN)
  }
}
