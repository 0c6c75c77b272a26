import MTLKernels

/// BERT's own pre-training: what stood in each hidden place, and whether the second span follows the
/// first. Two terms, in this order.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.1. An instance's targets are its relation
/// (0 where the second span follows, 1 where it comes from another document) and then the pieces of
/// its hidden places.
public struct PretrainingHead: Head {
  private let decoder: VocabularyDecoder
  private let relation: Linear
  private let choices: Int
  public let feeds: [HeadFeed] = [.tokens, .pooled]

  public struct Activations {
    let decoder: VocabularyDecoder.Activations
    let relations: Matrix  // [instances, 2]
  }

  public init(_ context: HeadContext, sharesEmbedding: Bool, choices: Int) {
    decoder = VocabularyDecoder(
      context.scope("predictions"), context.configuration, input: context.hidden,
      tied: sharesEmbedding ? context.embeddings.words : nil)
    relation = Linear(context.scope("seq_relationship"), input: context.pooled, output: 2)
    self.choices = min(choices, context.configuration.vocabularySize)
  }

  public func valid(_ batch: HeadBatch) -> [Int] {
    guard let targets = batch.targets else { return [0, 0] }
    let (pieces, relations) = PretrainingHead.split(targets)
    return [pieces.count { $0 >= 0 }, relations.count { $0 >= 0 }]
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    Activations(
      decoder: decoder.activations(arena, rows: batch.inputs[0].rows.count),
      relations: arena.take(batch.inputs[1].rows.count, 2))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    decoder.forward(x[0], kept.decoder)
    relation.forward(x[1], into: kept.relations)
    let targets = batch.targets.map(PretrainingHead.split)
    let loss = decoder.loss(targets?.pieces, kept.decoder)
    guard let targets else {
      softmax(kept.relations, scale: 1)
      return [loss, 0]
    }
    return [loss, crossEntropy(kept.relations, targets.relations, smoothing: 0)]
  }

  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets.map(PretrainingHead.split) else {
      for gradient in dx { zero(gradient) }
      return
    }
    decoder.backward(x[0], targets.pieces, scale: batch.scales[0], kept.decoder, into: dx[0])
    crossEntropyBackward(
      kept.relations, targets.relations, smoothing: 0, scale: batch.scales[1])
    relation.backward(kept.relations, input: x[1], into: dx[1])
  }

  /// The most probable pieces of each place, the best first, as in ``MaskedLanguageHead``; behind
  /// their ids the relation of each instance.
  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    let best = largest(choices, of: kept.decoder.logits)
    let relations = largest(1, of: kept.relations).columns
    return HeadOutput(
      values: best.values, columns: choices, ids: best.columns + relations,
      lengths: batch.inputs[0].lengths.map { $0 * choices })
  }

  /// Each instance's first id is its relation; the others are pieces.
  public static func split(_ targets: Targets) -> (pieces: [Int32], relations: [Int32]) {
    var (pieces, relations, start) = ([Int32](), [Int32](), 0)
    for length in targets.lengths where length > 0 {
      relations.append(targets.ids[start])
      pieces += targets.ids[start + 1..<start + length]
      start += length
    }
    return (pieces, relations)
  }
}

extension HeadPlan {
  /// What stood in each hidden place, and whether the second span follows the first.
  public static func pretraining(
    _ problem: String, sharesEmbedding: Bool = true, choices: Int = 5
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      PretrainingHead($0, sharesEmbedding: sharesEmbedding, choices: choices)
    }
  }
}
