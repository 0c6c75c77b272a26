import MTLKernels
import MTLModel
import TestSupport
import Testing

/// Gradients at the sizes that users train with, where rows are cut for threads and products into
/// tiles, under dropout: for every parameter, the slope of the loss along its own gradient.
@Suite(.serialized) struct RealSizeGradientTests {
  private static let sizes = EncoderConfiguration(
    vocabularySize: 500, hiddenSize: 384, layers: 2, heads: 12, intermediateSize: 1536,
    hiddenDropout: 0.1, attentionDropout: 0.1, maximumPositions: 512, initializerRange: 0.05,
    hasPooler: true)
  private static let key = RandomKey(seed: 5)

  private static func text(_ lengths: [Int]) -> TextRows {
    let tokens = lengths.reduce(0, +)
    return TextRows(
      ids: (0..<tokens).map { Int32(key.integer(below: 500, at: $0)) },
      types: [Int32](repeating: 0, count: tokens), lengths: lengths)
  }

  /// Short rows of which a head reads the first alone; rows so long that no probabilities are kept.
  @Test(arguments: [(0..<32).map { 5 + $0 }, [300, 61, 512, 7]], [true, false])
  func slopesAlongGradients(lengths: [Int], readsFirsts: Bool) throws {
    let text = Self.text(lengths)
    let tokens = text.packing.tokens
    let ones = [Int](repeating: 1, count: lengths.count)
    let head: HeadPlan =
      readsFirsts ? .labelSet("topics", classes: 28, thresholds: nil) : .tagging("tags", classes: 9)
    let batch =
      readsFirsts
      ? HeadBatch(
        inputs: [HeadRows(rows: text.packing.starts.map(Int32.init), lengths: ones)],
        targets: Targets(ids: lengths.indices.map { Int32($0 % 28) }, lengths: ones), scales: [1])
      : HeadBatch(
        rows: Array(0..<Int32(tokens)), lengths: lengths,
        classes: (0..<Int32(tokens)).map { $0 % 9 }, scale: 1)
    let model = try MultiTaskModel(Self.sizes, heads: [head])
    model.initialize(RandomKey(seed: 3))
    try model.store.prepareTraining()
    let random = RandomKey(seed: 8)
    _ = try model.step(text, [batch], dropout: random)
    let gradients = model.store.parameters.map(\.gradient.values)
    for (parameter, gradient) in zip(model.store.parameters, gradients) {
      let norm = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      // What a key adds to every score of a query, softmax takes away.
      guard norm > 0, !parameter.name.hasSuffix("key.bias") else { continue }
      let start = parameter.value.values
      let step = 0.02 / norm
      func loss(_ by: Double) throws -> Double {
        copy(from: zip(start, gradient).map { $0 + Float(by) * $1 }, into: parameter.value)
        return try model.step(text, [batch], dropout: random, trainsEncoder: false)[0][0]
      }
      let slope = (try loss(step) - loss(-step)) / (2 * step * norm)
      copy(from: start, into: parameter.value)
      #expect(abs(slope / norm - 1) < 0.02, "\(parameter.name): \(slope) beside \(norm)")
    }
  }
}
