import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

@Suite struct SequenceHeadTests {
  static let own = SequenceVocabulary(labels: 4)
  static let pieces = SequenceVocabulary(pieces: 9, begin: 2, end: 3, unknown: 1)

  private func plan(
    _ vocabulary: SequenceVocabulary, shares: Bool = false, dropout: Float = 0,
    smoothing: Float = 0, width: Int = 2
  ) -> SequencePlan {
    SequencePlan(
      vocabulary, layers: 1,
      BeamSearch(
        width: width, alpha: 0.6, maximumLength: 6, begin: vocabulary.begin,
        end: vocabulary.end),
      sharesEmbedding: shares, dropout: dropout, labelSmoothing: smoothing)
  }

  /// Four instances, one of which takes no part, and an id that is not known.
  private let batch = HeadBatch(
    inputs: [HeadRows(rows: [0, 1, 2, 4, 5, 7, 8], lengths: [3, 0, 2, 2])],
    targets: Targets(ids: [0, 3, 2, -1, 1], lengths: [3, 0, 2, 0]), scales: [0.3])

  @Test(arguments: [false, true], [Float(0), 0.3])
  func gradients(shares: Bool, rate: Float) throws {
    let check = try HeadCheck()
    let vocabulary = shares ? Self.pieces : Self.own
    let head = SequenceHead(
      check.context, plan(vocabulary, shares: shares, dropout: rate, smoothing: rate / 3))
    try check.prepare()
    try check.check(head, batch, rate > 0 ? RandomKey(seed: 6) : nil)
  }

  @Test func ownAndSharedWordsAreNamed() throws {
    let check = try HeadCheck()
    let before = check.store.parameters.count
    _ = SequenceHead(check.context, plan(Self.own))
    let names = check.store.parameters[before...].map(\.name)
    #expect(names.count == 2 + 2 + 26 + 1)
    for name in [
      "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight",
      "encoder.layer.0.attention.self.query.weight",
      "encoder.layer.0.crossattention.output.LayerNorm.bias",
      "encoder.layer.0.intermediate.dense.weight", "predictions.bias",
    ] {
      #expect(names.contains("heads.problem.decoder." + name), "\(name)")
    }
    let shared = try HeadCheck()
    _ = SequenceHead(shared.context, plan(Self.pieces, shares: true))
    #expect(
      !shared.store.parameters.contains {
        $0.name.hasSuffix("embeddings.word_embeddings.weight")
          && $0.name.hasPrefix("heads")
      })
  }

  @Test func countsKnownIdsAndEnds() throws {
    let check = try HeadCheck()
    let head = SequenceHead(check.context, plan(Self.own))
    #expect(head.valid(batch) == [4 + 3])
    var unseen = batch
    unseen.targets?.ids[0] = 4
    #expect(head.valid(unseen) == [3 + 3])
    unseen.targets = nil
    #expect(head.valid(unseen) == [0])
  }

  /// The loss is the same whether anything goes back or not, and an answer takes the end's place.
  @Test func answersForWhoTakesPart() throws {
    let check = try HeadCheck()
    let head = SequenceHead(check.context, plan(Self.own))
    try check.prepare()
    let x = [random(check.arena, 7, 8, seed: 3, size: 2)]
    let training = head.activations(check.arena, batch, answering: false)
    let losses = head.forward(x, batch, nil, training)
    let kept = head.activations(check.arena, batch, answering: true)
    #expect(abs(head.forward(x, batch, nil, kept)[0] - losses[0]) < 1e-6)
    let output = head.output(x, batch, kept)
    #expect(output.lengths.count == 4 && output.lengths[1] == 0)
    #expect(output.ids.count == output.lengths.reduce(0, +))
    #expect(output.ids.allSatisfy { (0..<4).contains($0) })
    #expect(output.values.count == 3 && output.columns == 1 && output.rowLengths == [1, 0, 1, 1])

    var asked = batch
    asked.targets = nil
    let unknown = head.activations(check.arena, asked, answering: true)
    #expect(head.forward(x, asked, nil, unknown) == [0])
    #expect(head.output(x, asked, unknown).ids == output.ids)
  }

  @Test func measuresWhatItTakes() throws {
    let check = try HeadCheck()
    let head = SequenceHead(check.context, plan(Self.own, width: 40))
    try check.prepare()
    for answering in [true, false] {
      let floats = Arena.measure { _ = head.activations($0, batch, answering: answering) }
      let arena = try Arena(capacity: floats)
      let kept = head.activations(arena, batch, answering: answering)
      let x = [random(check.arena, 7, 8, seed: 3)]
      _ = head.forward(x, batch, nil, kept)
      if answering { _ = head.output(x, batch, kept) }
    }
  }

  @Test func newLayersBeginAsTheEncodersLast() throws {
    let sizes = EncoderConfiguration(
      vocabularySize: 9, hiddenSize: 8, layers: 3, heads: 2, intermediateSize: 12,
      maximumPositions: 7)
    var plan = plan(Self.pieces)
    plan.layers = 2
    plan.beginsAsEncoder = true
    let model = try MultiTaskModel(sizes, heads: [.sequence("a", plan)])
    model.initialize(RandomKey(seed: 1))
    let before = model.store.parameters.map(\.values)
    model.inherit { !$0.name.contains("position") }
    for (own, other) in [
      ("encoder.layer.0.attention.self.key.weight", "encoder.layer.1.attention.self.key.weight"),
      ("encoder.layer.1.output.dense.weight", "encoder.layer.2.output.dense.weight"),
      ("embeddings.word_embeddings.weight", "embeddings.word_embeddings.weight"),
    ] {
      let decoder = try #require(model.store.parameter(named: "heads.a.decoder." + own))
      #expect(decoder.values == model.store.parameter(named: other)?.values, "\(own)")
    }
    for (parameter, values) in zip(model.store.parameters, before)
    where ["crossattention", "position", "predictions"].contains(where: parameter.name.contains) {
      #expect(parameter.values == values, "\(parameter.name)")
    }
  }
}
