import MTLKernels
import Testing

@testable import MTLModel

/// Heads of language models: gradients of every parameter, of a tied table too.
@Suite struct LanguageHeadTests {
  @Test(arguments: [true, false])
  func maskedLanguage(isTied: Bool) throws {
    let check = try HeadCheck()
    let head = MaskedLanguageHead(check.context, sharesEmbedding: isTied, choices: 3)
    try check.prepare()
    let batch = HeadBatch(
      rows: [2, 4, 5, 9], lengths: [2, 0, 2], classes: [8, 0, 0, 3], scale: 0.4)
    try check.check(head, batch, nil)
    #expect(head.valid(batch) == [4])
  }

  @Test(arguments: [true, false])
  func pretraining(isTied: Bool) throws {
    let check = try HeadCheck()
    let head = PretrainingHead(check.context, sharesEmbedding: isTied, choices: 3)
    try check.prepare()
    let batch = HeadBatch(
      inputs: [
        HeadRows(rows: [2, 4, 9], lengths: [2, 0, 1]),
        HeadRows(rows: [0, 6, 8], lengths: [1, 1, 1]),
      ], targets: Targets(ids: [1, 8, 0, 0, 1, 3], lengths: [3, 1, 2]), scales: [0.4, 0.7])
    try check.check(head, batch, nil)
    #expect(head.valid(batch) == [3, 3])
  }

  @Test func theBestPiecesComeFirst() throws {
    let check = try HeadCheck()
    let head = PretrainingHead(check.context, sharesEmbedding: true, choices: 3)
    try check.prepare()
    let batch = HeadBatch(inputs: [
      HeadRows(rows: [1, 2], lengths: [2]), HeadRows(rows: [0], lengths: [1]),
    ])
    let x = [check.arena.take(2, 8), check.arena.take(1, 8)]
    for matrix in x { fill(matrix, with: 0.3) }
    let kept = head.activations(check.arena, batch, answering: true)
    #expect(head.forward(x, batch, nil, kept) == [0, 0])
    let output = head.output(x, batch, kept)
    #expect(output.columns == 3 && output.values.count == 6 && output.ids.count == 7)
    #expect(output.values[0] >= output.values[1] && output.values[1] >= output.values[2])
    #expect(output.lengths == [6])
    let all = kept.decoder.logits.values[..<9]
    #expect(abs(all.reduce(0, +) - 1) < 1e-5 && all.max() == output.values[0])
  }

  /// A decoder that is tied to a frozen encoder's table does not move it.
  @Test func aFrozenTableStays() throws {
    let sizes = HeadCheck.sizes
    let model = try MultiTaskModel(sizes, heads: [.maskedLanguage("lm")])
    model.initialize(RandomKey(seed: 1))
    try model.store.prepareTraining()
    let text = TextRows(ids: [1, 2, 3], types: [0, 0, 0], lengths: [3])
    let batch = HeadBatch(rows: [1], lengths: [1], classes: [5])
    for trains in [true, false] {
      model.store.zeroGradients()
      _ = try model.step(text, [batch], dropout: nil, trainsEncoder: trains)
      for parameter in model.store.parameters where parameter.name.hasPrefix("embeddings.word") {
        #expect(parameter.gradient.values.allSatisfy { $0 == 0 } == !trains)
      }
      let moved = model.store.parameters.last { $0.name.hasSuffix("predictions.bias") }
      #expect(moved?.gradient.values.allSatisfy { $0 == 0 } == false)
    }
  }
}
