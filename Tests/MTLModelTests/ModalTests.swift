import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// Rows that are no words: their gradients, alone and under a whole model, and what they do not touch.
@Suite struct ModalTests {
  static let sizes = EncoderConfiguration(
    vocabularySize: 7, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
    hiddenDropout: 0.3, attentionDropout: 0.3, maximumPositions: 12, initializerRange: 0.4)
  static let plan = ModalPlan(
    projections: [.init(name: "image", columns: 12), .init(name: "others", columns: 3)], types: 3)

  /// Three sequences: text with an image of four patches, text alone, a row of numbers alone.
  static let text = TextRows(
    ids: [1, 4, 2, 2, -1, -1, -1, -1, 2, 1, 5, 2, 1, 2, 2, -2, -2, 2],
    types: [0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    lengths: [9, 3, 6],
    modal: [
      ModalRows(
        rows: [4, 5, 6, 7],
        values: .pixels((0..<48).map { UInt8($0 * 5) }, size: 4, patch: 2)),
      ModalRows(
        rows: [15, 16], values: .numbers(deterministic(6, seed: 4), columns: 3)),
    ],
    modalTypes: [0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 2, 2, 2, 2])

  static let batches: [HeadBatch?] = [
    HeadBatch(rows: [0, 9, 12], lengths: [1, 1, 1], classes: [2, 0, 1], scale: 0.7),
    HeadBatch(
      rows: [1, 5, 7, 15, 16], lengths: [3, 0, 2], classes: [3, -1, 1, 0, 2],
      scale: 0.3),
  ]

  private func model(_ plan: ModalPlan = ModalTests.plan) throws -> MultiTaskModel {
    let model = try MultiTaskModel(
      Self.sizes,
      heads: [
        .classification("mood", classes: 3, dropout: 0.2),
        .tagging("slots", classes: 4, dropout: 0.2),
      ], modalities: plan)
    model.initialize(RandomKey(seed: 3))
    for (i, parameter) in model.store.parameters.enumerated()
    where model.modalRange.contains(parameter.range.lowerBound) {
      copy(
        from: deterministic(parameter.range.count, seed: UInt64(i)).map { 0.4 * $0 },
        into: parameter.value)
    }
    try model.store.prepareTraining()
    return model
  }

  @Test func namesItsParameters() throws {
    let names = try model().store.parameters.map(\.name).filter { $0.hasPrefix("modalities.") }
    #expect(
      names == [
        "modalities.image.projection.weight", "modalities.image.projection.bias",
        "modalities.others.projection.weight", "modalities.others.projection.bias",
        "modalities.modal_type_embeddings.weight",
      ])
  }

  @Test func everyParameterOfAModel() throws {
    let model = try model()
    let key = RandomKey(seed: 9)
    _ = try model.step(Self.text, Self.batches, dropout: key)
    let gradients = model.store.parameters.map(\.gradient.values)
    var check = GradientCheck {
      let losses = try model.step(Self.text, Self.batches, dropout: key, trainsEncoder: false)
      return zip(losses, Self.batches).reduce(0) { $0 + $1.0[0] * Double($1.1?.scales[0] ?? 0) }
    }
    for (parameter, gradient) in zip(model.store.parameters, gradients) {
      try check.check(parameter.name, parameter.value, gradient: gradient)
    }
    print(check)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func wordsDoNotFillModalRows() throws {
    let model = try model()
    let words = try #require(model.store.parameter(named: "embeddings.word_embeddings.weight"))
    _ = try model.step(Self.text, Self.batches, dropout: nil)
    #expect(words.gradient.values[0..<8].allSatisfy { $0 == 0 })
    #expect(words.gradient.values[3 * 8..<4 * 8].allSatisfy { $0 == 0 })
    #expect(words.gradient.values[2 * 8..<3 * 8].contains { $0 != 0 })
  }

  @Test func textAloneIsWhatItWasWithoutModalities() throws {
    let text = TextRows(ids: [1, 4, 2], types: [0, 0, 0], lengths: [3])
    let plain = try model(.none)
    let other = try model(ModalPlan(projections: Self.plan.projections, types: 0))
    #expect(try plain.encode(text).sequence == other.encode(text).sequence)
  }

  @Test func theWidthOfARowBeginsAsThatOfAWord() throws {
    let model = try MultiTaskModel(
      EncoderConfiguration(
        vocabularySize: 9, hiddenSize: 64, layers: 0, heads: 1, intermediateSize: 4),
      heads: [], modalities: ModalPlan(projections: [.init(name: "a", columns: 400)], types: 0))
    model.initialize(RandomKey(seed: 1))
    let weight = try #require(model.store.parameter(named: "modalities.a.projection.weight"))
    let variance = sumOfSquares(weight.value) / Double(weight.value.count)
    #expect(abs((variance * 400).squareRoot() - 0.02 * 0.88) < 0.001)
  }
}
