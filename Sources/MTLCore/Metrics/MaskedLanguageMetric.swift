import MTLModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Scores of a masked language model: the share of hidden pieces whose most probable answer is right
/// (the main score), and the perplexity, e to the mean loss of a hidden piece.
///
/// With `relates`, as for `pretrain`, also the share of pairs whose relation is said rightly.
public struct MaskedLanguageMetric: Metric {
  private let relates: Bool
  private var pieces = HitCounts()
  private var relations = HitCounts()
  private var loss = 0.0

  public init(relates: Bool = false) { self.relates = relates }

  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    let truth = relates ? PretrainingHead.split(targets) : (pieces: targets.ids, relations: [])
    let best = stride(from: 0, to: truth.pieces.count * output.columns, by: output.columns)
    let expected = truth.pieces.count * output.columns + truth.relations.count
    guard output.ids.count == expected else {
      throw .count(truth: expected, prediction: output.ids.count)
    }
    pieces.add(truth.pieces, best.map { output.ids[$0] })
    relations.add(truth.relations, output.ids.suffix(truth.relations.count))
    loss += output.losses.first ?? 0
  }

  public var scores: Scores {
    // More than e¹⁰⁰ says nothing, and JSON has no infinity.
    let perplexity = pieces.actual == 0 ? 0 : exp(min(loss / Double(pieces.actual), 100))
    guard relates else {
      return Scores(
        main: "accuracy", ["accuracy": pieces.recall, "perplexity": perplexity])
    }
    return Scores(
      main: "accuracy",
      [
        "accuracy": pieces.recall, "perplexity": perplexity,
        "next_sentence_accuracy": relations.recall,
      ])
  }
}

extension HitCounts {
  /// Counts answers beside what is so.
  fileprivate mutating func add(_ truth: some Sequence<Int32>, _ answers: some Sequence<Int32>) {
    for (truth, answer) in zip(truth, answers) where truth >= 0 {
      actual += 1
      hits += truth == answer ? 1 : 0
    }
  }
}
