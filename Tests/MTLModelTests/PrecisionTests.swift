import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// Narrow products against those of float32, on a model wide enough for tiles and spare rows.
@Suite(.serialized) struct PrecisionTests {
  private static let sizes = EncoderConfiguration(
    vocabularySize: 30, hiddenSize: 64, layers: 2, heads: 4, intermediateSize: 128,
    maximumPositions: 16, initializerRange: 0.2)
  private static let lengths = [9, 16, 5, 12]

  let model: MultiTaskModel
  let text: TextRows
  let batch: HeadBatch

  init() throws {
    model = try MultiTaskModel(
      Self.sizes, heads: [.tagging("tags", classes: 5)])
    model.initialize(RandomKey(seed: 3))
    try model.store.prepareTraining()
    let tokens = Self.lengths.reduce(0, +)
    let key = RandomKey(seed: 5)
    text = TextRows(
      ids: (0..<tokens).map { Int32(key.integer(below: 30, at: $0)) },
      types: [Int32](repeating: 0, count: tokens), lengths: Self.lengths)
    batch = HeadBatch(
      rows: (0..<Int32(tokens)).map { $0 }, lengths: Self.lengths,
      classes: (0..<Int32(tokens)).map { $0 % 5 }, scale: 1 / Float(tokens))
  }

  private func stepped(
    _ precision: Precision, dropout: RandomKey? = nil
  ) throws -> (loss: Double, gradients: [[Float]]) {
    try model.multiply(in: precision)
    model.store.zeroGradients()
    let loss = try model.step(text, [batch], dropout: dropout)[0][0]
    return (loss, model.store.parameters.map(\.gradient.values))
  }

  @Test(arguments: [nil, RandomKey(seed: 8)])
  func bfloat16IsNearFloat32(dropout: RandomKey?) throws {
    let wide = try stepped(.float32, dropout: dropout)
    let narrow = try stepped(.bfloat16, dropout: dropout)
    #expect(abs(narrow.loss - wide.loss) < 0.01 * wide.loss)
    for (parameter, pair) in zip(model.store.parameters, zip(narrow.gradients, wide.gradients)) {
      // What a key adds to every score of a query, softmax takes away: that gradient is all rounding.
      guard !parameter.name.hasSuffix("key.bias") else { continue }
      let largest = pair.1.reduce(0) { max($0, $1.magnitude) }
      let error = distance(pair.0, pair.1.map(Double.init))
      #expect(error <= 0.05 * Double(largest), "\(parameter.name): \(error) of \(largest)")
    }
  }

  @Test(.enabled(if: Precision.int8.absence == nil)) func int8IsNearFloat32() throws {
    let wide = try model.encode(text).sequence
    try model.multiply(in: .int8)
    let narrow = try model.encode(text).sequence
    let largest = wide.reduce(0) { max($0, $1.magnitude) }
    #expect(distance(narrow, wide.map(Double.init)) < 0.1 * Double(largest))
    #expect(narrow != wide)
    try model.multiply(in: .float32)
    #expect(try model.encode(text).sequence == wide)
  }

  @Test(arguments: [Precision.bfloat16, .int8])
  func aNarrowPassHasTheSameBitsForAnyThreads(_ precision: Precision) throws {
    defer { Parallel.use(threads: 2) }
    try model.multiply(in: precision)
    let answers = try [1, 2, 3].map { threads in
      Parallel.use(threads: threads)
      return try model.encode(text).sequence
    }
    #expect(answers[0] == answers[1] && answers[0] == answers[2])
  }

  @Test func stepsOfTheOptimizerKeepTheNarrowWeights() throws {
    let store = model.store
    _ = try stepped(.bfloat16)
    let before = try model.encode(text).sequence  // of packed weights, which a step gives up
    store.zeroGradients()
    _ = try model.step(text, [batch], dropout: nil)
    let moments = try (0..<2).map { _ in try Arena(capacity: store.capacity) }
    for parameter in store.parameters {
      adamW(
        values: store.values.whole, gradients: store.gradients.whole, first: moments[0].whole,
        second: moments[1].whole, narrowed: store.narrowed(with: parameter),
        range: parameter.range,
        AdamWStep(learningRate: 0.01, biasCorrections: (0.1, 0.001)))
    }
    let after = try model.encode(text).sequence
    #expect(distance(after, before.map(Double.init)) > 0.1)
    try model.multiply(in: .bfloat16)  // narrows the weights anew
    #expect(try model.encode(text).sequence == after)
  }
}
