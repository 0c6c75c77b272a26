import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

@Suite struct VocabularyDecoderTests {
  static let sizes = EncoderConfiguration(
    vocabularySize: 21, hiddenSize: 6, layers: 0, heads: 1, intermediateSize: 5,
    maximumPositions: 5)

  /// With a table of its own, and with one that others write too: what it adds stands beside theirs.
  @Test(arguments: [true, false], [Activation.gelu, .geluNew])
  func gradients(isTied: Bool, activation: Activation) throws {
    let (store, arena) = (ParameterStore(), try Arena(capacity: 10_000))
    let scope = Scope(store)
    var sizes = Self.sizes
    sizes.activation = activation
    let table = isTied ? scope.parameter("words", 21, 6) : nil
    let decoder = VocabularyDecoder(scope("predictions"), sizes, input: 8, tied: table)
    #expect(
      store.parameters.map(\.name) == (isTied ? ["words"] : []) + [
        "predictions.transform.dense.weight", "predictions.transform.dense.bias",
        "predictions.transform.LayerNorm.weight", "predictions.transform.LayerNorm.bias",
      ] + (isTied ? [] : ["predictions.decoder.weight"]) + ["predictions.bias"])
    try store.allocate()
    try store.prepareTraining()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      let values = deterministic(parameter.range.count, seed: UInt64(i + 50))
      copy(from: values.map { start + 0.4 * $0 }, into: parameter.value)
    }
    let (x, dx) = (random(arena, 4, 8, seed: 1), arena.take(4, 8))
    let kept = decoder.activations(arena, rows: 4)
    let targets: [Int32] = [20, 3, -1, 3]
    func loss() -> Double {
      decoder.forward(x, kept)
      return 0.5 * decoder.loss(targets, kept)
    }
    _ = loss()
    if let table { fill(table.gradient, with: 2) }
    decoder.backward(x, targets, scale: 0.5, kept, into: dx)
    if let table { copy(from: table.gradient.values.map { $0 - 2 }, into: table.gradient) }
    var check = GradientCheck(loss: loss)
    try check.check("x", x, gradient: dx.values)
    for parameter in store.parameters {
      try check.check(parameter.name, parameter.value, gradient: parameter.gradient.values)
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func noRowsAreNothing() throws {
    let (store, arena) = (ParameterStore(), try Arena(capacity: 1000))
    let decoder = VocabularyDecoder(Scope(store), Self.sizes, input: 6, tied: nil)
    try store.allocate()
    try store.prepareTraining()
    let (x, dx) = (arena.take(0, 6), arena.take(0, 6))
    let kept = decoder.activations(arena, rows: 0)
    decoder.forward(x, kept)
    #expect(decoder.loss([], kept) == 0)
    decoder.backward(x, [], scale: 1, kept, into: dx)
    #expect(store.parameters.allSatisfy { $0.gradient.values.allSatisfy { $0 == 0 } })
  }

  /// One matrix as wide as the vocabulary, and six as wide as the hidden rows at most.
  @Test func memoryIsMaskedRowsTimesVocabulary() throws {
    let store = ParameterStore()
    var sizes = Self.sizes
    (sizes.vocabularySize, sizes.hiddenSize) = (30_000, 64)
    let decoder = VocabularyDecoder(Scope(store), sizes, input: 64, tied: nil)
    let floats = Arena.measure { _ = decoder.activations($0, rows: 20) }
    #expect(floats < 20 * 30_000 + 4 * 20 * 64 + 64)
  }
}
