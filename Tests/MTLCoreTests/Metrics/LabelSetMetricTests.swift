import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// One case of `Fixtures/label_sets/scikit_learn.json`.
private struct Golden: Decodable {
  let labels: Int
  let truth: [[Int32]]
  let probabilities: [[Float]]
  let microF1, macroF1, weightedF1, exactMatch, averagePrecision: Double
  let f1: [Double]
}

private func labels(_ count: Int) -> [Label] { (0..<count).map { .integer($0) } }

@Test func labelSetsAreCountedAsScikitLearnCountsThem() throws {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let goldens = try decoder.decode(
    [Golden].self, from: Data(fixture("label_sets/scikit_learn.json")))
  #expect(goldens.map(\.labels) == [5, 6, 28])
  #expect(goldens.contains { $0.truth.contains([]) })
  for golden in goldens {
    var metric = LabelSetMetric(labels: labels(golden.labels))
    for (truth, row) in zip(golden.truth, golden.probabilities) {
      let chosen = row.indices.filter { row[$0] >= 0.5 }.map { Int32($0) }
      try metric.add(truth: truth, prediction: chosen, probabilities: row[...])
    }
    let scores = metric.scores
    for (name, expected) in [
      ("micro_f1", golden.microF1), ("macro_f1", golden.macroF1),
      ("weighted_f1", golden.weightedF1), ("exact_match", golden.exactMatch),
      ("average_precision", golden.averagePrecision),
    ] {
      #expect(abs((scores[name] ?? .nan) - expected) <= 1e-12, "\(golden.labels) \(name)")
    }
    let ofLabel = (scores.byType ?? []).map(\.counts.f1)
    #expect(ofLabel.count == golden.labels)
    #expect(zip(ofLabel, golden.f1).allSatisfy { abs($0 - $1) <= 1e-12 })
  }
}

@Test func emptySetsCount() throws {
  var metric = LabelSetMetric(labels: ["joy", "fear"].map { .text($0) })
  try metric.add(truth: [], prediction: [], probabilities: [0.1, 0.2])
  try metric.add(truth: [0], prediction: [], probabilities: [0.4, 0.2])
  #expect(metric.scores.main == "micro_f1")
  #expect(metric.scores["exact_match"] == 0.5 && metric.scores["micro_f1"] == 0)
  #expect(metric.scores["average_precision"] == 0.5)
  #expect(metric.scores.byType?.map(\.type) == ["joy", "fear"])
}

@Test(
  arguments: [
    ([2], [0], "label of row 1: expected a label id from 0 to 1, got 2"),
    ([-1], [0], "label of row 1: expected a label id from 0 to 1, got -1"),
    ([0], [5], "prediction of row 1: expected a label id from 0 to 1, got 5"),
  ] as [([Int32], [Int32], String)])
func refusesIDsOfNoLabel(_ truth: [Int32], _ prediction: [Int32], _ message: String) {
  var metric = LabelSetMetric(labels: labels(2))
  #expect {
    try metric.add(truth: truth, prediction: prediction, probabilities: [0.5, 0.5])
  } throws: {
    "\($0)" == message
  }
  #expect(metric.scores["exact_match"] == 0)
}

@Test(
  arguments: [
    ([0.9, 0.8, 0.3, 0.2], [true, true, true, false], 0.25),
    ([0.9, 0.8, 0.7], [true, false, false], 0.85),
    ([0.9, 0.6, 0.4, 0.1], [true, true, false, false], 0.5),
    ([0.9, 0.2], [false, false], 0.5),
    ([0.2, 0.2, 0.1], [true, true, true], 0.05),
    ([], [], 0.5),
  ] as [([Float], [Bool], Float)])
func tunesAThreshold(_ scores: [Float], _ truth: [Bool], _ threshold: Float) {
  #expect(abs(tunedThreshold(scores, truth) - threshold) < 1e-6)
}

@Test func tunedThresholdsAreTheBest() throws {
  var metric = LabelSetMetric(labels: labels(2), tunes: true)
  try metric.add(truth: [0], prediction: [], probabilities: [0.3, 0.9])
  try metric.add(truth: [1], prediction: [1], probabilities: [0.1, 0.95])
  #expect(metric.scores["exact_match"] == 0.5)
  let tuned = metric.tune()
  let thresholds = try #require(tuned)
  #expect(zip(thresholds, [0.2, 0.925]).allSatisfy { abs($0 - $1) < 1e-6 })
  #expect(metric.scores["exact_match"] == 1 && metric.scores["micro_f1"] == 1)
  var fixed = LabelSetMetric(labels: labels(2))
  let nothing = fixed.tune()
  #expect(nothing == nil)
}

/// Every threshold that could differ, tried one by one.
@Test func noThresholdIsBetter() {
  let draws = deterministic(400, seed: 5)
  for start in stride(from: 0, to: 400, by: 20) {
    let scores = draws[start..<start + 20].map { ($0 * 10 + 10).rounded() / 20 }
    let truth = (start..<start + 20).map { draws[$0] + draws[($0 * 7) % 400] > 0.2 }
    func f1(_ threshold: Float) -> Double {
      let chosen = scores.indices.filter { scores[$0] >= threshold }
      return HitCounts(
        hits: chosen.count { truth[$0] }, predicted: chosen.count, actual: truth.count { $0 }
      ).f1
    }
    let best = (0...41).map { f1(Float($0) / 40) }.max() ?? 0
    #expect(f1(tunedThreshold(scores, truth)) == best)
  }
}
