import MTLModel

/// How one number a row goes together with the truth: Pearson's and Spearman's correlation, as scipy
/// computes them, and the mean squared error in the unit of the targets.
///
/// A correlation that is not defined, as of a constant, is 0. The main score is `pearson`.
public struct RegressionMetric: Metric {
  private let scaling: Standardization
  private var truth: [Double] = []
  private var prediction: [Double] = []

  /// `scaling` is that of the batches' targets.
  public init(_ scaling: Standardization = Standardization(mean: 0, deviation: 1)) {
    self.scaling = scaling
  }

  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    try add(
      truth: targets.numbers.map { Double($0) * scaling.deviation + scaling.mean },
      prediction: output.values.map(Double.init))
  }

  /// Counts rows. Throws, counting nothing, where the lists differ in length or a number is not
  /// finite.
  public mutating func add(truth: [Double], prediction: [Double]) throws(MetricError) {
    guard truth.count == prediction.count else {
      throw .count(truth: truth.count, prediction: prediction.count)
    }
    for (row, (x, y)) in zip(truth, prediction).enumerated() {
      guard x.isFinite else { throw .number(kind: "target", row: row, got: x) }
      guard y.isFinite else { throw .number(kind: "prediction", row: row, got: y) }
    }
    self.truth += truth
    self.prediction += prediction
  }

  public var scores: Scores {
    Scores(
      main: "pearson",
      [
        "pearson": Correlation.pearson(truth, prediction),
        "spearman": Correlation.spearman(truth, prediction), "mse": meanSquaredError,
      ])
  }

  /// Σ (x - y)² / n; 0 without rows.
  private var meanSquaredError: Double {
    let count = Double(max(truth.count, 1))
    return zip(truth, prediction).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / count }
  }
}
