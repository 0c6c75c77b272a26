import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rows of softmax(scale · x), in Double.
func softmaxReference(_ x: Matrix, scale: Double) -> [Double] {
  (0..<x.rows).flatMap { r in
    softmaxReference(x[rows: r..<r + 1].values.map { scale * Double($0) })
  }
}

/// softmax(x), in Double.
func softmaxReference(_ x: [Double]) -> [Double] {
  let highest = x.max() ?? 0
  let powers = x.map { exp($0 - highest) }
  let total = powers.reduce(0, +)
  return powers.map { $0 / total }
}

@Suite struct SoftmaxTests {
  @Test(arguments: [(1, 1), (3, 2), (5, 15), (4, 16), (7, 55), (300, 133)])
  func agreesAndGoesBack(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 200_000)
    let x = random(arena, rows, columns, seed: 4, size: 9)
    let dp = random(arena, rows, columns, seed: 5)
    let expected = softmaxReference(x, scale: 0.3)
    softmax(x, scale: 0.3)
    #expect(distance(x.values, expected) < 1e-6)
    let before = dp.values.map(Double.init)
    softmaxBackward(dp, probabilities: x, scale: 0.3)
    let gradient = (0..<rows * columns).map { i -> Double in
      let first = i / columns * columns
      let inner = (first..<first + columns).reduce(0) { $0 + expected[$1] * before[$1] }
      return 0.3 * expected[i] * (before[i] - inner)
    }
    #expect(distance(dp.values, gradient) < 1e-6)
  }

  @Test(arguments: [0, 3, 17, 39])
  func notANumberIsSeen(column: Int) throws {
    for bad in [Float.nan, .infinity] {
      let arena = try Arena(capacity: 200)
      let x = random(arena, 2, 40, seed: 1)
      x.row(0)[column] = bad
      softmax(x, scale: 1)
      #expect(x.values[..<40].allSatisfy { $0.isNaN })
      #expect(x.values[40...].allSatisfy { $0.isFinite })
      #expect(!allFinite(x))
    }
  }

  @Test(arguments: [Float(0), 0.1])
  func crossEntropyAgreesAndGoesBack(smoothing: Float) throws {
    let (rows, columns) = (600, 9)
    let arena = try Arena(capacity: 20_000)
    let x = random(arena, rows, columns, seed: 6, size: 5)
    let targets = (0..<rows).map { $0 % 7 == 3 ? -1 : Int32($0 % columns) }
    let p = softmaxReference(x, scale: 1)
    let e = Double(smoothing)
    func wanted(_ i: Int) -> Double {
      (Int(targets[i / columns]) == i % columns ? 1 - e : 0) + e / Double(columns)
    }
    var expected = 0.0
    for i in 0..<rows * columns where targets[i / columns] >= 0 {
      expected -= wanted(i) * log(p[i])
    }
    let loss = crossEntropy(x, targets, smoothing: smoothing)
    #expect(abs(loss - expected) < 1e-6 * expected)
    #expect(distance(x.values, p) < 1e-6)
    crossEntropyBackward(x, targets, smoothing: smoothing, scale: 0.5)
    let gradient = (0..<rows * columns).map {
      targets[$0 / columns] < 0 ? 0 : 0.5 * (p[$0] - wanted($0))
    }
    #expect(distance(x.values, gradient) < 1e-6)
  }

  @Test func aLossThatIsNoNumberIsSeen() throws {
    let arena = try Arena(capacity: 64)
    let x = arena.take(1, 3)
    copy(from: [0, .nan, 1], into: x)
    #expect(crossEntropy(x, [0], smoothing: 0).isNaN)
  }
}
