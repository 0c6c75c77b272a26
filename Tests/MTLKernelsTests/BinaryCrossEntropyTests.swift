import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct BinaryCrossEntropyTests {
  static let cases: [(smoothing: Float, focus: Float)] = [(0, 0), (0.1, 0), (0, 2), (0.2, 0.5)]

  @Test(arguments: cases)
  func agreesAndGoesBack(smoothing: Float, focus: Float) throws {
    let (rows, columns) = (7, 5)
    let arena = try Arena(capacity: 4000)
    let x = random(arena, rows, columns, seed: 3, size: 4)
    let y = arena.take(rows, columns)
    let weights: [Float] = [1, 2, 0.5, 1, 3]
    copy(from: (0..<35).map { $0 / 5 == 2 ? -1 : ($0 * 7 % 3 == 0 ? 1 : 0) }, into: y)
    func loss() -> Double {
      binaryCrossEntropy(x, y, positiveWeights: weights, smoothing: smoothing, focus: focus)
    }
    var expected = 0.0
    for i in 0..<35 where i / 5 != 2 {
      let p = 1 / (1 + exp(-Double(x.values[i])))
      let q = Double(1 - smoothing) * Double(y.values[i]) + Double(smoothing) / 2
      let (rise, fall) = (pow(1 - p, Double(focus)), pow(p, Double(focus)))
      expected -= Double(weights[i % 5]) * q * rise * log(p) + (1 - q) * fall * log(1 - p)
    }
    #expect(abs(loss() - expected) < 1e-6 * expected)
    let dx = arena.take(rows, columns)
    binaryCrossEntropyBackward(
      x, y, positiveWeights: weights, smoothing: smoothing, focus: focus, scale: 0.5, into: dx)
    #expect(dx.values[10..<15].allSatisfy { $0 == 0 })
    var check = GradientCheck { 0.5 * loss() }
    try check.check("x", x, gradient: dx.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func isStable() throws {
    let arena = try Arena(capacity: 100)
    let (x, y, dx) = (arena.take(1, 4), arena.take(1, 4), arena.take(1, 4))
    copy(from: [-1000, 1000, -1000, 1000], into: x)
    copy(from: [0, 1, 1, 0], into: y)
    let ones: [Float] = [1, 1, 1, 1]
    for focus in [Float(0), 2] {
      let loss = binaryCrossEntropy(x, y, positiveWeights: ones, smoothing: 0, focus: focus)
      #expect(loss == 2000)
      binaryCrossEntropyBackward(
        x, y, positiveWeights: ones, smoothing: 0, focus: focus, scale: 1, into: dx)
      #expect(dx.values == [0, 0, -1, 1])
    }
    sigmoid(x)
    #expect(distance(x.values, [0, 1, 0, 1]) < 1e-30)
    x.base[1] = .nan
    #expect(binaryCrossEntropy(x, y, positiveWeights: ones, smoothing: 0, focus: 0).isNaN)
    sigmoid(x)
    #expect(x.values[1].isNaN)
  }
}
