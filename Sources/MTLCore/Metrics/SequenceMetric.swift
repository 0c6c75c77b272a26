import MTLModel

/// How many sequences are right altogether (`exact_match`, the main score), and how many of their
/// places (`token_accuracy`): of the places of the longer of the right and the answered sequence, those
/// at which both have the same.
public struct SequenceMetric: Metric {
  private var sequences = 0
  private var exact = 0
  private var places = 0
  private var right = 0

  public init() {}

  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    guard targets.lengths.count == output.lengths.count else {
      throw .count(truth: targets.lengths.count, prediction: output.lengths.count)
    }
    var (truth, prediction) = (targets.ids[...], output.ids[...])
    for (i, (expected, got)) in zip(targets.lengths, output.lengths).enumerated() {
      guard expected >= 0, got >= 0, expected <= truth.count, got <= prediction.count else {
        throw .lengths(sum: expected, rows: truth.count)
      }
      if batch.inputs[0].lengths[i] > 0 {
        add(truth: truth.prefix(expected), prediction: prediction.prefix(got))
      }
      truth = truth.dropFirst(expected)
      prediction = prediction.dropFirst(got)
    }
  }

  /// Counts one sequence.
  mutating func add(truth: ArraySlice<Int32>, prediction: ArraySlice<Int32>) {
    sequences += 1
    if truth.elementsEqual(prediction) { exact += 1 }
    places += max(truth.count, prediction.count)
    for (a, b) in zip(truth, prediction) where a == b { right += 1 }
  }

  public var scores: Scores {
    Scores(
      main: "exact_match",
      ["exact_match": ratio(exact, sequences), "token_accuracy": ratio(right, places)])
  }
}
