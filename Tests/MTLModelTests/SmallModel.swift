import MTLKernels
import MTLModel
import TestSupport

/// A model of two layers, small enough that every gradient can be checked, and a batch for it.
struct SmallModel {
  let model: MultiTaskModel
  let text = TextRows(
    ids: [1, 4, 2, 3, 5, 1, 6, 1, 4, 4, 0], types: [0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1],
    lengths: [5, 1, 1, 4])
  let batches: [HeadBatch?] = [
    HeadBatch(rows: [0, 7], lengths: [1, 0, 0, 1], classes: [2, 0], scale: 0.7),
    HeadBatch(
      rows: [1, 2, 4, 8, 9], lengths: [3, 0, 0, 2], classes: [3, -1, 1, 0, 2],
      scale: 0.3),
    HeadBatch(rows: [5, 6], lengths: [0, 1, 1, 0], classes: [1, 1], scale: 0.5),
  ]

  init(
    hasPooler: Bool = true, activation: Activation = .gelu, dropout: Float = 0.2,
    smoothing: Float = 0.1, trunk: TrunkPlan = .plain, change: (inout [HeadPlan]) -> Void = { _ in }
  ) throws {
    var heads: [HeadPlan] = [
      .classification("mood", classes: 3, dropout: dropout, loss: ClassLoss(smoothing: smoothing)),
      .tagging("slots", classes: 4, dropout: dropout, loss: ClassLoss(smoothing: smoothing)),
      .classification("intent", classes: 2, dropout: dropout),
    ]
    change(&heads)
    model = try MultiTaskModel(
      EncoderConfiguration(
        vocabularySize: 7, hiddenSize: 8, layers: 2, heads: 2, intermediateSize: 12,
        activation: activation, hiddenDropout: dropout, attentionDropout: dropout,
        maximumPositions: 6, typeVocabularySize: 2, initializerRange: 0.4, hasPooler: hasPooler),
      heads: heads, trunk: trunk)
    model.initialize(RandomKey(seed: 3))
    for (i, parameter) in model.store.parameters.enumerated() where parameter.role != .weight {
      let start: Float = parameter.role == .gain ? 1 : 0
      copy(
        from: deterministic(parameter.range.count, seed: UInt64(i)).map { start + 0.3 * $0 },
        into: parameter.value)
    }
    try model.store.prepareTraining()
  }

  /// What `step` goes down: each head's loss times its scale.
  func loss(_ losses: [[Double]], _ batches: [HeadBatch?]) -> Double {
    zip(losses, batches).reduce(0) { sum, head in
      zip(head.0, head.1?.scales ?? []).reduce(sum) { $0 + $1.0 * Double($1.1) }
    }
  }

  func gradients() -> [[Float]] { model.store.parameters.map(\.gradient.values) }
}
