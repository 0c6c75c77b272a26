import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// One way to use an encoder of three layers: which levels are read, and what is trained.
struct UseCase: Sendable, CustomTestStringConvertible {
  let read: Set<Int>
  var frozen: Set<Int> = []
  var testDescription: String { "read \(read.sorted()), frozen \(frozen.sorted())" }
  var lowest: Int? { (0...3).first { !frozen.contains($0) } }
}

/// An encoder whose every level may be read by heads, and whose parts may be frozen.
@Suite struct EncoderUseTests {
  static let sizes = EncoderConfiguration(
    vocabularySize: 5, hiddenSize: 8, layers: 3, heads: 2, intermediateSize: 12,
    hiddenDropout: 0.3, attentionDropout: 0.3, maximumPositions: 5, initializerRange: 0.4)
  static let text = TextRows(ids: [1, 4, 1, 0, 2, 3], types: [0, 1, 1, 0, 0, 1], lengths: [4, 2])
  static let cases = [
    UseCase(read: [3]), UseCase(read: [0, 1, 2, 3]), UseCase(read: [1]), UseCase(read: [0]),
    UseCase(read: [1, 3], frozen: [0, 1]), UseCase(read: [3], frozen: [0, 1, 2]),
    UseCase(read: [2, 3], frozen: [1, 3]), UseCase(read: [0, 2], frozen: [0]),
    UseCase(read: [1], frozen: [0, 1]), UseCase(read: [1, 2], frozen: [0, 1, 2, 3]),
  ]
  let store = ParameterStore()
  let encoder: Encoder
  let arena: Arena
  let key = RandomKey(seed: 6)

  init() throws {
    encoder = Encoder(Scope(store), Self.sizes)
    try store.allocate()
    try store.prepareTraining()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      copy(
        from: deterministic(parameter.range.count, seed: UInt64(i + 50)).map { start + 0.4 * $0 },
        into: parameter.value)
    }
    arena = try Arena(capacity: 200_000)
  }

  /// The level that a parameter makes.
  func level(_ parameter: Parameter) -> Int {
    (1...3).first { parameter.name.hasPrefix("encoder.layer.\($0 - 1).") } ?? 0
  }

  @Test(arguments: cases)
  func everyTrainedParameterAndNoOther(_ use: UseCase) throws {
    store.freeze { use.frozen.contains(level($0)) }
    let kept = Encoder.Activations(
      arena, Self.text, Self.sizes,
      EncoderUse(read: use.read, lowestTrained: use.lowest))
    let targets = (0...3).map { deterministic(6 * 8, seed: UInt64($0 + 9)) }
    encoder.forward(Self.text, key, kept)
    for (level, gradient) in kept.levelGradients.enumerated() {
      if let gradient { copy(from: targets[level], into: gradient) }
    }
    encoder.backward(Self.text, key, kept)
    store.zeroFrozenGradients()
    // The loss sums up to 192 products, so its rounding weighs more.
    var check = GradientCheck(floor: 0.2) {
      encoder.forward(Self.text, key, kept)
      return use.read.reduce(0) { total, level in
        zip(kept.hidden[level].values, targets[level]).reduce(total) {
          $0 + Double($1.0) * Double($1.1)
        }
      }
    }
    for parameter in store.parameters {
      let gradient = parameter.gradient.values
      if use.frozen.contains(level(parameter)) {
        #expect(gradient.allSatisfy { $0 == 0 }, "\(parameter.name)")
      } else {
        try check.check(parameter.name, parameter.value, gradient: gradient)
      }
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test(arguments: cases)
  func levelsAreThoseOfAPassThatKeepsAll(_ use: UseCase) throws {
    let all = Encoder.Activations(
      arena, Self.text, Self.sizes,
      EncoderUse(read: [0, 1, 2, 3], lowestTrained: nil))
    encoder.forward(Self.text, key, all)
    for lowest in [nil, use.lowest] {
      let kept = Encoder.Activations(
        arena, Self.text, Self.sizes, EncoderUse(read: use.read, lowestTrained: lowest))
      encoder.forward(Self.text, key, kept)
      for level in use.read { #expect(kept.hidden[level].values == all.hidden[level].values) }
    }
  }

  @Test func whatIsFrozenTakesLessMemory() {
    func floats(_ read: Set<Int>, _ lowest: Int?) -> Int {
      Arena.measure {
        _ = Encoder.Activations(
          $0, Self.text, Self.sizes, EncoderUse(read: read, lowestTrained: lowest))
      }
    }
    let whole = floats([3], 0)
    #expect(floats([3], 3) < whole)
    #expect(floats([3], nil) < floats([3], 3))
    #expect(floats([1], 0) < whole)
    #expect(floats([0, 1, 2, 3], nil) > floats([3], nil))
  }
}
