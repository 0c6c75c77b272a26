/// How often each label is true, predicted, and both.
struct LabelCounts: Equatable, Sendable {
  private(set) var ofLabel: [HitCounts]
  private(set) var rows = 0
  private(set) var correct = 0

  init(labels: Int) { ofLabel = Array(repeating: HitCounts(), count: labels) }

  /// Counts rows whose ids have been checked; a truth of -1 is left out.
  mutating func add(_ truth: [Int32], _ prediction: [Int32]) {
    for (truth, prediction) in zip(truth, prediction) where truth >= 0 {
      rows += 1
      ofLabel[Int(truth)].actual += 1
      ofLabel[Int(prediction)].predicted += 1
      guard truth == prediction else { continue }
      correct += 1
      ofLabel[Int(truth)].hits += 1
    }
  }

  var accuracy: Double { ratio(correct, rows) }

  /// The mean of the F1 of every label that is true or predicted anywhere.
  var macroF1: Double {
    ofLabel.filter { $0.actual > 0 || $0.predicted > 0 }.mean(\.f1)
  }

  /// The F1 of all labels counted as one; where each row has one label it is the accuracy.
  var microF1: Double { ofLabel.total.f1 }

  /// The correlation of truth and prediction, in -1 ... 1; 0 where either never changes.
  ///
  ///     (c n - Σ p t) / sqrt((n² - Σ p²)(n² - Σ t²))
  ///
  /// c rows right of n, p times predicted and t times true for each label. Gorodkin 2004,
  /// https://doi.org/10.1016/j.compbiolchem.2004.09.006.
  var matthews: Double {
    let n = Double(rows)
    var (together, predictions, truths) = (Double(correct) * n, n * n, n * n)
    for counts in ofLabel {
      let (p, t) = (Double(counts.predicted), Double(counts.actual))
      together -= p * t
      predictions -= p * p
      truths -= t * t
    }
    let spread = (predictions * truths).squareRoot()
    return spread > 0 ? together / spread : 0
  }
}
