/// Scores of one label a row, equal to scikit-learn's where a division by zero gives 0.
///
/// `macro_f1` is over the labels that are true or predicted somewhere, as scikit-learn does it.
/// The main score is `accuracy`.
public struct ClassificationMetric: LabelMetric {
  private let labels: Int
  private var counts: LabelCounts

  public init(labels: Int) {
    self.labels = labels
    counts = LabelCounts(labels: labels)
  }

  public mutating func add(truth: [Int32], prediction: [Int32]) throws(MetricError) {
    try checkRows(truth, prediction, labels: labels)
    counts.add(truth, prediction)
  }

  public var scores: Scores {
    Scores(
      main: "accuracy",
      [
        "accuracy": counts.accuracy, "macro_f1": counts.macroF1, "micro_f1": counts.microF1,
        "matthews": counts.matthews,
      ])
  }
}
