import MTLData
import MTLModel

/// Scores of a set of labels a row, equal to scikit-learn's where a division by zero gives 0.
///
/// `macro_f1` and `average_precision` are means over all labels; `exact_match` is the share of rows whose
/// whole set is right. The main score is `micro_f1`. Scores of each label are listed by its name.
public struct LabelSetMetric: Metric {
  private let labels: [Label]
  private let tunes: Bool
  private var probabilities: [[Float]]  // [labels][rows]
  private var truth: [[Bool]]  // [labels][rows]
  private var counts: LabelSetCounts

  /// With `tunes`, ``tune()`` chooses thresholds.
  init(labels: [Label], tunes: Bool = false) {
    (self.labels, self.tunes) = (labels, tunes)
    probabilities = labels.map { _ in [] }
    truth = labels.map { _ in [] }
    counts = LabelSetCounts(labels: labels.count)
  }

  /// A label of the truth that has no class (-1) is passed over.
  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    let rows = targets.lengths.count
    guard targets.lengths.reduce(0, +) == targets.ids.count else {
      throw .lengths(sum: targets.lengths.reduce(0, +), rows: targets.ids.count)
    }
    guard output.lengths.count == rows, output.values.count == rows * output.columns,
      output.lengths.reduce(0, +) == output.ids.count
    else { throw .count(truth: rows, prediction: output.lengths.count) }
    var (truth, prediction) = (0, 0)
    for row in 0..<rows {
      let ids = targets.ids[truth..<truth + targets.lengths[row]]
      let chosen = output.ids[prediction..<prediction + output.lengths[row]]
      try add(
        truth: ids.filter { $0 != -1 }, prediction: Array(chosen),
        probabilities: output.values[row * output.columns..<(row + 1) * output.columns])
      truth += ids.count
      prediction += chosen.count
    }
  }

  /// Counts one row: what is true, what was chosen, and the probability of each label; labels behind
  /// those of `probabilities` have none. Throws, counting nothing, where an id is no label's.
  mutating func add(
    truth rowTruth: [Int32], prediction: [Int32], probabilities row: ArraySlice<Float>
  ) throws(MetricError) {
    for (kind, ids) in [("label", rowTruth), ("prediction", prediction)] {
      for id in ids where !labels.indices.contains(Int(id)) {
        throw .label(kind: kind, row: counts.rows, id: id, labels: labels.count)
      }
    }
    let isTrue = Set(rowTruth)
    counts.add(truth: isTrue, prediction: Set(prediction))
    for label in labels.indices {
      let place = row.startIndex + label
      probabilities[label].append(row.indices.contains(place) ? row[place] : 0)
      truth[label].append(isTrue.contains(Int32(label)))
    }
  }

  /// Chooses each label's threshold by its F1, and scores by them from here on; nil where the problem
  /// has its thresholds from elsewhere.
  public mutating func tune() -> [Float]? {
    guard tunes else { return nil }
    let thresholds = zip(probabilities, truth).map(tunedThreshold)
    let rows = counts.rows
    counts = LabelSetCounts(labels: labels.count)
    let all = labels.indices.map { $0 }
    for row in 0..<rows {
      counts.add(
        truth: Set(all.filter { truth[$0][row] }.map(Int32.init)),
        prediction: Set(all.filter { probabilities[$0][row] >= thresholds[$0] }.map(Int32.init)))
    }
    return thresholds
  }

  public var scores: Scores {
    let (rows, micro) = (counts.ofLabel, counts.ofLabel.total)
    let precisions = zip(probabilities, truth).map(averagePrecision)
    return Scores(
      main: "micro_f1",
      [
        "micro_precision": micro.precision, "micro_recall": micro.recall, "micro_f1": micro.f1,
        "macro_precision": rows.mean(\.precision), "macro_recall": rows.mean(\.recall),
        "macro_f1": rows.mean(\.f1), "weighted_f1": rows.weightedMean(\.f1),
        "average_precision": precisions.reduce(0, +) / Double(max(precisions.count, 1)),
        "exact_match": counts.exactMatch,
      ], byType: zip(labels, rows).map { Scores.OfType(type: $0.description, counts: $1) })
  }
}
