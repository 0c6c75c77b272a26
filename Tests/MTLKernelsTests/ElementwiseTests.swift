import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One elementwise kernel, its backward partner, and the formula in Double.
struct ElementwiseCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let forward: @Sendable (Matrix, Matrix) -> Void
  let backward: @Sendable (Matrix, Matrix) -> Void
  let formula: @Sendable (Double) -> Double
  let slope: @Sendable (Double) -> Double
}

private let root = (2 / Double.pi).squareRoot()

@Suite struct ElementwiseTests {
  static let cases = [
    ElementwiseCase(
      testDescription: "gelu", forward: { gelu(.float32($0), into: .float32($1)) },
      backward: { geluBackward(.float32($0), input: .float32($1)) },
      formula: { 0.5 * $0 * erfc(-$0 / 2.0.squareRoot()) },
      slope: {
        0.5 * erfc(-$0 / 2.0.squareRoot()) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot()
      }),
    ElementwiseCase(
      testDescription: "gelu_new", forward: { geluNew(.float32($0), into: .float32($1)) },
      backward: { geluNewBackward(.float32($0), input: .float32($1)) },
      formula: { 0.5 * $0 * (1 + tanh(root * ($0 + 0.044715 * $0 * $0 * $0))) },
      slope: { x in
        let t = tanh(root * (x + 0.044715 * x * x * x))
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x)
      }),
    ElementwiseCase(
      testDescription: "relu", forward: { relu(.float32($0), into: .float32($1)) },
      backward: { reluBackward(.float32($0), input: .float32($1)) },
      formula: { max($0, 0) }, slope: { $0 > 0 ? 1 : 0 }),
  ]

  @Test(arguments: cases)
  func agreesWithTheFormula(_ kernel: ElementwiseCase) throws {
    let count = 40_001
    let arena = try Arena(capacity: 4 * count + 64)
    let (x, y, d) = (arena.take(1, count), arena.take(1, count), arena.take(1, count))
    let points = (0..<count).map { Float($0 - 20_000) / 2000 }
    copy(from: points, into: x)
    kernel.forward(x, y)
    #expect(distance(y.values, points.map { kernel.formula(Double($0)) }) < 2e-6)
    fill(d, with: 3)
    kernel.backward(d, x)
    #expect(distance(d.values, points.map { 3 * kernel.slope(Double($0)) }) < 3e-6)
  }

  @Test(arguments: cases)
  func notANumberStays(_ kernel: ElementwiseCase) throws {
    let arena = try Arena(capacity: 64)
    let (x, y) = (arena.take(1, 3), arena.take(1, 3))
    copy(from: [1, .nan, -200], into: x)
    kernel.forward(x, y)
    #expect(y.values[1].isNaN && y.values[0] > 0.8 && abs(y.values[2]) < 1e-30)
  }

  @Test func hyperbolicTangentAgrees() throws {
    let arena = try Arena(capacity: 30_000)
    let (y, d) = (arena.take(1, 9001), arena.take(1, 9001))
    let points = (0..<9001).map { Float($0 - 4500) / 200 }
    copy(from: points, into: y)
    hyperbolicTangent(y)
    #expect(distance(y.values, points.map { tanh(Double($0)) }) < 2e-7)
    fill(d, with: 1)
    hyperbolicTangentBackward(d, output: y)
    #expect(distance(d.values, points.map { 1 - pow(tanh(Double($0)), 2) }) < 5e-7)
    copy(from: [.nan, 1e9, -1e9], into: y[0..<1, 0..<3])
    hyperbolicTangent(y[0..<1, 0..<3])
    #expect(y.values[0].isNaN && y.values[1] == 1 && y.values[2] == -1)
  }

  @Test func seluAgrees() throws {
    let arena = try Arena(capacity: 30_000)
    let (y, d) = (arena.take(1, 9001), arena.take(1, 9001))
    let points = (0..<9001).map { Float($0 - 4500) / 200 }
    let (scale, alpha) = (1.0507009873554805, 1.6732632423543772)
    copy(from: points, into: y)
    selu(y)
    let expected = points.map { x -> Double in
      x > 0 ? scale * Double(x) : scale * alpha * expm1(Double(x))
    }
    #expect(distance(y.values, expected) < 2e-6)
    fill(d, with: 1)
    seluBackward(d, output: y)
    let slopes = points.map { x in x > 0 ? scale : scale * alpha * exp(Double(x)) }
    #expect(distance(d.values, slopes) < 1e-6)
    copy(from: [.nan, 1e9, -1e9], into: y[0..<1, 0..<3])
    selu(y[0..<1, 0..<3])
    #expect(y.values[0].isNaN && y.values[1] > 1e9 && abs(y.values[2] + 1.7580993) < 1e-6)
  }
}
