import Foundation
import MTLData
import Testing

@testable import MTLCore

@Test(
  arguments: [
    (["O", "B-PER", "I-PER"], "IOB2"),
    (["B-PER", "O"], "IOB2"),
    (["O", "I-PER"], "IOB1"),
    (["O", "I-PER", "E-PER"], "IOE2"),
    (["O", "B-PER", "I-PER", "E-PER", "S-PER"], "IOBES"),
    (["S-PER", "O"], "IOBES"),
    (["O", "B-PER", "I-PER", "L-PER", "U-PER"], "BILOU"),
    (["B", "M", "E", "S"], "BMES"),
    (["B", "I"], "IOB2"),
    (["0", "1", "2"], nil),
    (["NN", "VV", "PU"], nil),
    (["O"], nil),
    (["O", "B-PER", "X-PER"], nil),
    (["O-PER", "B-PER"], nil),
    (["O", "BPER"], nil),
    (["B-PER", "U-PER", "S-PER"], nil),
    ([""], nil),
  ] as [([String], String?)])
func recognisesTheScheme(_ tags: [String], _ scheme: String?) {
  #expect(TaggingMetric(labels: tags.map { .text($0) }).scheme == scheme)
}

@Test func tagsWithoutSpansHaveAccuracy() throws {
  var metric = TaggingMetric(labels: [.integer(0), .integer(1), .integer(2)])
  try metric.add(truth: [0, 1, 2, -1], prediction: [0, 1, 1, 2])
  #expect(metric.scores.main == "accuracy")
  #expect(metric.scores.values.map(\.name) == ["accuracy", "macro_f1"])
  #expect(metric.scores.mainScore == 2.0 / 3)
  #expect(abs((metric.scores["macro_f1"] ?? 0) - (1 + 2.0 / 3) / 3) < 1e-15)
  #expect(metric.scores.byType == nil)
}

@Test func reportsSpansByType() throws {
  var metric = TaggingMetric(
    labels: ["O", "B-PER", "I-PER", "B-LOC"].map { .text($0) })
  // PER PER O LOC / O O LOC: one of two predicted, one of two true.
  try metric.add(
    truth: [1, 2, 0, 3, 0, 0, 3], prediction: [1, 0, 0, 3, 0, 0, 0], lengths: [4, 3])
  #expect(metric.scores.main == "f1" && metric.scores.mainScore == 0.4)
  #expect(
    JSONValue.object(metric.scores.json).compactText
      == #"{"precision":0.5,"recall":0.3333333333333333,"f1":0.4,"macro_precision":0.5,"#
      + #""macro_recall":0.25,"macro_f1":0.3333333333333333,"weighted_precision":0.6666666666666666,"#
      + #""weighted_recall":0.3333333333333333,"weighted_f1":0.4444444444444444,"#
      + #""strict_precision":0.5,"strict_recall":0.3333333333333333,"strict_f1":0.4,"#
      + #""accuracy":0.7142857142857143,"by_type":{"LOC":{"precision":1.0,"recall":0.5,"#
      + #""f1":0.6666666666666666,"support":2},"PER":{"precision":0.0,"recall":0.0,"f1":0.0,"#
      + #""support":1}}}"#)
  let encoded = try JSONValue(parsing: Array(JSONEncoder().encode(metric.scores)))
  #expect(encoded.asObject?["by_type"] != nil)
  #expect(encoded.asObject?["f1"]?.asDouble == 0.4)
}

@Test func nothingCountedScoresZero() {
  #expect(
    ClassificationMetric(labels: 3).scores.values.map(\.value) == [0, 0, 0, 0])
  let tagging = TaggingMetric(labels: [.text("O"), .text("B-X")]).scores
  #expect(tagging.values.allSatisfy { $0.value == 0 })
  #expect(tagging.byType == [])
}

@Test func aWordWithoutTruthDoesNotCount() throws {
  var metric = TaggingMetric(labels: ["O", "B-X", "I-X"].map { .text($0) })
  try metric.add(truth: [1, -1, 2], prediction: [1, 0, 2])
  #expect(metric.scores["f1"] == 1 && metric.scores["accuracy"] == 1)
}

@Test(
  arguments: [
    ([0, 1], [0], "predictions: expected 2, one for each label, got 1"),
    ([0, 3], [0, 0], "label of row 2: expected a label id from 0 to 2, got 3"),
    ([-2], [0], "label of row 1: expected a label id from 0 to 2, got -2"),
    ([0], [-1], "prediction of row 1: expected a label id from 0 to 2, got -1"),
    ([0], [3], "prediction of row 1: expected a label id from 0 to 2, got 3"),
  ] as [([Int32], [Int32], String)])
func refusesRows(_ truth: [Int32], _ prediction: [Int32], _ message: String) {
  var cls = ClassificationMetric(labels: 3)
  var tagging = TaggingMetric(labels: ["O", "B-X", "I-X"].map { .text($0) })
  #expect { try cls.add(truth: truth, prediction: prediction) } throws: { "\($0)" == message }
  #expect { try tagging.add(truth: truth, prediction: prediction) } throws: { "\($0)" == message }
  #expect(cls.scores["accuracy"] == 0 && tagging.scores["accuracy"] == 0)
}

@Test(arguments: [[1], [3], [-1, 3], [Int.max, 2]]) func refusesLengths(_ lengths: [Int]) {
  var metric = ClassificationMetric(labels: 2)
  #expect(throws: MetricError.self) {
    try metric.add(truth: [0, 1], prediction: [0, 1], lengths: lengths)
  }
  #expect(
    "\(MetricError.lengths(sum: 3, rows: 2))"
      == "sequence lengths: expected them to add up to 2 rows, got 3")
}
