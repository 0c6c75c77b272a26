import MTLModel

/// How well sentence vectors tell texts apart: the share of rows whose other side was found in their
/// batch, and, of rows with a score, how the cosine of their sides goes together with it.
///
/// The main score is `spearman` where rows have scores, else `accuracy`, over the rows without one.
public struct ContrastMetric: Metric {
  private var found = 0
  private var rows = 0
  private var scored: [Double] = []
  private var cosines: [Double] = []

  public init() {}

  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    try add(scores: targets.numbers, found: output.ids, cosines: output.values)
  }

  /// Counts the rows of one batch: `scores` are not a number where there is none, `found` says which
  /// row's other side was nearest. Throws, counting nothing, where the lists differ in length or a
  /// cosine is not finite.
  public mutating func add(
    scores: [Float], found: [Int32], cosines: [Float]
  ) throws(MetricError) {
    guard scores.count == found.count, found.count == cosines.count else {
      throw .count(truth: scores.count, prediction: min(found.count, cosines.count))
    }
    for (row, cosine) in cosines.enumerated() where !cosine.isFinite {
      throw .number(kind: "prediction", row: row, got: Double(cosine))
    }
    for row in scores.indices {
      if scores[row].isNaN {
        rows += 1
        self.found += Int(found[row]) == row ? 1 : 0
      } else {
        scored.append(Double(scores[row]))
        self.cosines.append(Double(cosines[row]))
      }
    }
  }

  public var scores: Scores {
    guard !scored.isEmpty else { return Scores(main: "accuracy", ["accuracy": accuracy]) }
    let (spearman, pearson) = (
      Correlation.spearman(scored, cosines), Correlation.pearson(scored, cosines)
    )
    guard rows > 0 else {
      return Scores(main: "spearman", ["spearman": spearman, "pearson": pearson])
    }
    return Scores(
      main: "spearman", ["spearman": spearman, "pearson": pearson, "accuracy": accuracy])
  }

  private var accuracy: Double { ratio(found, rows) }
}
