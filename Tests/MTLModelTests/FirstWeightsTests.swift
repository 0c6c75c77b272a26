import MTLKernels
import Testing

@testable import MTLModel

/// How wide weights begin.
@Suite struct FirstWeightsTests {
  @Test func aHeadAnswersWithTheVarianceOfItsRows() throws {
    let sizes = EncoderConfiguration(
      vocabularySize: 500, hiddenSize: 64, layers: 1, heads: 2, intermediateSize: 128,
      maximumPositions: 8, initializerRange: 0.02)
    let model = try MultiTaskModel(sizes, heads: [.classification("mood", classes: 400)])
    model.initialize(RandomKey(seed: 1))
    let head = try deviation(of: "heads.mood.classifier.weight", model)
    #expect(abs(head / 0.125 - 1) < 0.02)
    // BERT's own are cut after their deviation is chosen.
    let words = try deviation(of: "embeddings.word_embeddings.weight", model)
    #expect(abs(words / 0.02 - Double(deviationOfTruncatedNormal)) < 0.02)
  }

  private func deviation(of name: String, _ model: MultiTaskModel) throws -> Double {
    let values = try #require(model.store.parameter(named: name)).values.map { Double($0) }
    return (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }
}
