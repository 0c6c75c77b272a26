import MTLData
import TestSupport
import Testing

@testable import MTLCore

private let seed: UInt64 = 20

/// Collects the largest difference and where it is.
private struct ScoreDifference {
  var difference = 0.0
  var place = ""

  mutating func compare(_ got: Double?, _ expected: JSONValue?, _ place: @autoclosure () -> String)
  {
    let difference = abs((got ?? .nan) - (expected?.asDouble ?? .nan))
    guard !(difference <= self.difference) else { return }
    self.difference = difference.isNaN ? .infinity : difference
    self.place = place()
  }
}

private func cases(_ name: String) throws -> [JSONObject] {
  try #require(try JSONValue(parsing: fixture("metrics/" + name)).asList).compactMap(\.asObject)
}

private func integer(_ object: JSONObject, _ key: String) throws -> Int {
  try #require(object[key]?.asInteger)
}

private func compare(
  _ rows: [Scores.OfType], _ expected: JSONValue?, _ worst: inout ScoreDifference, _ place: String
) throws {
  let expected = try #require(expected?.asObject?["by_type"]?.asObject)
  #expect(rows.map(\.type) == expected.keys.sorted(), "\(place)")
  for row in rows {
    let list = try #require(expected[row.type]?.asList)
    let values = [
      row.counts.precision, row.counts.recall, row.counts.f1, Double(row.counts.actual),
    ]
    for (value, expected) in zip(values, list) { worst.compare(value, expected, place) }
  }
}

private func compare(
  _ metric: TaggingMetric, _ batch: JSONObject, _ worst: inout ScoreDifference, _ place: String
) throws {
  let scores = metric.scores
  worst.compare(scores["accuracy"], batch["accuracy"], place)
  for (prefix, mode, average) in [
    ("", "default", "micro"), ("macro_", "default", "macro"),
    ("weighted_", "default", "weighted"), ("strict_", "strict", "micro"),
  ] {
    let expected = batch[mode]?.asObject?[average]?.asList
    for (i, name) in ["precision", "recall", "f1"].enumerated() {
      worst.compare(scores[prefix + name], expected?[i], "\(place) \(prefix)\(name)")
    }
  }
  try compare(scores.byType ?? [], batch["default"], &worst, place + " by type")
  try compare(metric.strictByType, batch["strict"], &worst, place + " strict by type")
}

@Test func spansAreCountedAsSeqevalCountsThem() throws {
  var worst = ScoreDifference()
  var sequences = 0
  for (number, golden) in try cases("tagging.json").enumerated() {
    let tags = try #require(golden["tags"]?.asList).compactMap(\.asText)
    let batches = try #require(golden["batches"]?.asList)
    for (b, batch) in batches.enumerated() {
      let place = "\(golden["name"]?.asText ?? "") batch \(b)"
      let batch = try #require(batch.asObject)
      var draws = Draws(seed: seed, place: 1000 * number + b)
      var metric = TaggingMetric(labels: tags.map { .text($0) })
      #expect(metric.scheme == golden["scheme"]?.asText)
      for _ in 0..<(try integer(golden, "rows")) {
        let (truth, prediction) = draws.sequence(
          tags: tags.count, letters: try integer(golden, "letters"),
          hasOutside: golden["outside"] == .boolean(true))
        try metric.add(truth: truth, prediction: prediction)
        sequences += 1
      }
      try compare(metric, batch, &worst, place)
    }
  }
  print("seqeval: worst difference \(worst.difference) in \(sequences) sequences, \(worst.place)")
  #expect(worst.difference <= 1e-12)
  #expect(sequences == 32_000)
}

@Test func labelsAreCountedAsScikitLearnCountsThem() throws {
  var worst = ScoreDifference()
  for (number, golden) in try cases("classification.json").enumerated() {
    let labels = try integer(golden, "labels")
    for (b, batch) in try #require(golden["batches"]?.asList).enumerated() {
      var draws = Draws(seed: seed, place: 1000 * number + b)
      var metric = ClassificationMetric(labels: labels)
      for _ in 0..<(try integer(golden, "rows")) {
        let (truth, prediction) = draws.row(
          labels: labels, used: try integer(golden, "used"), wrong: try integer(golden, "wrong"))
        try metric.add(truth: [truth], prediction: [prediction])
      }
      for (i, name) in ["accuracy", "macro_f1", "micro_f1", "matthews"].enumerated() {
        let place = "\(golden["name"]?.asText ?? "") batch \(b) \(name)"
        worst.compare(metric.scores[name], batch.asList?[i], place)
      }
    }
  }
  print("scikit-learn: worst difference \(worst.difference), \(worst.place)")
  #expect(worst.difference <= 1e-12)
}

@Test(arguments: ["tagging.json", "classification.json"])
func goldensAreThoseOfTheManifest(_ name: String) throws {
  let manifest = try #require(
    try JSONValue(parsing: fixture("metrics/manifest.json")).asObject?["files"]?.asObject)
  #expect(
    manifest[name]?.asObject?["bytes"]?.asInteger == (try fixture("metrics/" + name)).count)
}
