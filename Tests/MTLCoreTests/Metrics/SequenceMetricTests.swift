import MTLModel
import Testing

@testable import MTLCore

@Suite struct SequenceMetricTests {
  private func batch(_ sequences: [[Int32]], rows: [Int]) -> HeadBatch {
    HeadBatch(
      inputs: [HeadRows(rows: rows.flatMap { 0..<Int32($0) }, lengths: rows)],
      targets: Targets(ids: sequences.flatMap { $0 }, lengths: sequences.map(\.count)))
  }

  private func answer(_ sequences: [[Int32]]) -> HeadOutput {
    HeadOutput(
      values: [], columns: 1, ids: sequences.flatMap { $0 }, lengths: sequences.map(\.count))
  }

  @Test func countsSequencesAndPlaces() throws {
    var metric = SequenceMetric()
    #expect(metric.scores.mainScore == 0)
    try metric.add(
      batch([[1, 2, 3], [4], [], [5, 6]], rows: [2, 1, 0, 1]),
      answer([[1, 2, 3], [4, 4], [], [6, 6]]))
    try metric.add(batch([[7]], rows: [1]), answer([[]]))
    #expect(metric.scores.main == "exact_match")
    #expect(metric.scores["exact_match"] == 1 / 4.0)
    #expect(metric.scores["token_accuracy"] == (3 + 1 + 1) / Double(3 + 2 + 2 + 1))
  }

  @Test func refusesAnotherNumberOfSequences() {
    var metric = SequenceMetric()
    #expect(throws: MetricError.count(truth: 1, prediction: 2)) {
      try metric.add(batch([[1]], rows: [1]), answer([[1], [1]]))
    }
    #expect(throws: MetricError.lengths(sum: 2, rows: 1)) {
      var broken = batch([[1]], rows: [1])
      broken.targets?.lengths = [2]
      try metric.add(broken, answer([[1]]))
    }
  }
}
