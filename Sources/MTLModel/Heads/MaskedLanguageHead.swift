import MTLKernels

/// A masked language model: what stood in each hidden place, over the whole vocabulary.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.1. Only hidden places are read, so the
/// logits take masked rows × vocabulary floats, once; the loss and its gradient take their place.
public struct MaskedLanguageHead: Head {
  private let decoder: VocabularyDecoder
  private let choices: Int
  public let feeds: [HeadFeed] = [.tokens]

  public typealias Activations = VocabularyDecoder.Activations

  /// Tied to the word embeddings, or with a decoder of its own. Answers name the `choices` most
  /// probable pieces of each place.
  public init(_ context: HeadContext, sharesEmbedding: Bool, choices: Int) {
    decoder = VocabularyDecoder(
      context.scope("predictions"), context.configuration, input: context.hidden,
      tied: sharesEmbedding ? context.embeddings.words : nil)
    self.choices = min(choices, context.configuration.vocabularySize)
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    decoder.activations(arena, rows: batch.inputs[0].rows.count)
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    decoder.forward(x[0], kept)
    return [decoder.loss(batch.targets?.ids, kept)]
  }

  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets else { return zero(dx[0]) }
    decoder.backward(x[0], targets.ids, scale: batch.scales[0], kept, into: dx[0])
  }

  /// The most probable pieces of each place and their probabilities, the best first.
  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    let best = largest(choices, of: kept.logits)
    return HeadOutput(
      values: best.values, columns: choices, ids: best.columns,
      lengths: batch.inputs[0].lengths.map { $0 * choices })
  }
}

extension HeadPlan {
  /// What stood in each hidden place.
  public static func maskedLanguage(
    _ problem: String, sharesEmbedding: Bool = true, choices: Int = 5
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      MaskedLanguageHead($0, sharesEmbedding: sharesEmbedding, choices: choices)
    }
  }
}
