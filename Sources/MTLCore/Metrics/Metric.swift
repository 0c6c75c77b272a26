import MTLModel

/// Counts over the batches of an evaluation, from which the scores follow at the end.
public protocol Metric: Sendable {
  /// Counts a batch that has targets, and the head's answer to it.
  mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError)

  /// Chooses what an evaluation during training is to choose of the head, such as thresholds, and
  /// scores by it from here on; nil where there is nothing to choose.
  mutating func tune() -> [Float]?

  /// What was counted so far says; all zero before the first row.
  var scores: Scores { get }
}

extension Metric {
  public mutating func tune() -> [Float]? { nil }
}

/// A metric of chosen labels.
///
/// Sums are whole numbers, so scores depend neither on how rows were batched nor on their order.
public protocol LabelMetric: Metric {
  /// Counts rows by their label ids. For a tagger they are the words of one sequence. A row whose
  /// truth is -1 does not count. Throws, counting nothing, where the lists differ in length or an
  /// id is no label's.
  mutating func add(truth: [Int32], prediction: [Int32]) throws(MetricError)
}

/// Why rows cannot be counted.
public enum MetricError: Error, Equatable, Sendable, CustomStringConvertible {
  case count(truth: Int, prediction: Int)
  case label(kind: String, row: Int, id: Int32, labels: Int)
  case lengths(sum: Int, rows: Int)
  case number(kind: String, row: Int, got: Double)

  public var description: String {
    switch self {
    case .count(let truth, let prediction):
      "predictions: expected \(truth), one for each label, got \(prediction)"
    case .label(let kind, let row, let id, let labels):
      "\(kind) of row \(row + 1): expected a label id from 0 to \(labels - 1), got \(id)"
    case .lengths(let sum, let rows):
      "sequence lengths: expected them to add up to \(rows) rows, got \(sum)"
    case .number(let kind, let row, let got):
      "\(kind) of row \(row + 1): expected a finite number, got \(got)"
    }
  }
}

extension LabelMetric {
  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    try add(truth: targets.ids, prediction: output.ids, lengths: targets.lengths)
  }

  /// Counts the sequences that lie end to end in `truth` and `prediction`.
  public mutating func add(
    truth: [Int32], prediction: [Int32], lengths: [Int]
  ) throws(MetricError) {
    guard truth.count == prediction.count else {
      throw .count(truth: truth.count, prediction: prediction.count)
    }
    var sum = 0
    for length in lengths {
      guard length >= 0, length <= truth.count - sum else {
        throw .lengths(sum: sum &+ length, rows: truth.count)
      }
      sum += length
    }
    guard sum == truth.count else { throw .lengths(sum: sum, rows: truth.count) }
    var start = 0
    for length in lengths {
      let rows = start..<start + length
      try add(truth: Array(truth[rows]), prediction: Array(prediction[rows]))
      start += length
    }
  }
}

/// Throws unless each row has a truth (-1 or a label) and a prediction (a label).
func checkRows(_ truth: [Int32], _ prediction: [Int32], labels: Int) throws(MetricError) {
  guard truth.count == prediction.count else {
    throw .count(truth: truth.count, prediction: prediction.count)
  }
  for row in truth.indices {
    guard truth[row] >= -1, truth[row] < labels else {
      throw .label(kind: "label", row: row, id: truth[row], labels: labels)
    }
    guard prediction[row] >= 0, prediction[row] < labels else {
      throw .label(kind: "prediction", row: row, id: prediction[row], labels: labels)
    }
  }
}
