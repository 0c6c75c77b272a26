import MTLData
import TestSupport
import Testing

@testable import MTLCore

private func cases(_ name: String) throws -> [JSONObject] {
  try #require(try JSONValue(parsing: fixture("numbers/" + name)).asList).compactMap(\.asObject)
}

private func numbers(_ object: JSONObject, _ key: String) throws -> [Double] {
  try #require(object[key]?.asList).map { try #require($0.asDouble) }
}

@Test func numbersGoTogetherAsScipySays() throws {
  var worst = 0.0
  for golden in try cases("correlations.json") {
    let name = golden["name"]?.asText ?? ""
    var metric = RegressionMetric()
    let (truth, prediction) = (try numbers(golden, "truth"), try numbers(golden, "prediction"))
    // In two batches: sums are taken at the end.
    let half = truth.count / 2
    try metric.add(truth: Array(truth[..<half]), prediction: Array(prediction[..<half]))
    try metric.add(truth: Array(truth[half...]), prediction: Array(prediction[half...]))
    #expect(metric.scores.main == "pearson")
    for key in ["pearson", "spearman"] {
      let difference = abs((metric.scores[key] ?? .nan) - (golden[key]?.asDouble ?? .nan))
      #expect(difference <= 1e-9, "\(name) \(key)")
      worst = max(worst, difference)
    }
    if let expected = golden["mse"]?.asDouble {
      #expect(abs((metric.scores["mse"] ?? .nan) - expected) <= 1e-12 * expected, "\(name)")
    }
  }
  print("scipy: worst difference \(worst)")
}

@Test func vectorsAreComparedAsScikitLearnDoes() throws {
  for golden in try cases("cosines.json") {
    var metric = CosineMetric()
    try metric.add(
      truth: try numbers(golden, "truth").map { Float($0) },
      prediction: try numbers(golden, "prediction").map { Float($0) },
      columns: try #require(golden["columns"]?.asInteger))
    let expected = try #require(golden["cosine"]?.asDouble)
    #expect(abs((metric.scores["cosine"] ?? .nan) - expected) < 1e-12)
  }
}

@Test(arguments: ["correlations.json", "cosines.json", "contrasts.json"])
func numberGoldensAreThoseOfTheManifest(_ name: String) throws {
  let manifest = try #require(
    try JSONValue(parsing: fixture("numbers/manifest.json")).asObject?["files"]?.asObject)
  #expect(
    manifest[name]?.asObject?["bytes"]?.asInteger == (try fixture("numbers/" + name)).count)
}

@Test func ranksAreSharedByTies() {
  #expect(Correlation.ranks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
  #expect(Correlation.ranks([]) == [])
}

@Test func nothingCountedOfNumbersScoresZero() {
  #expect(RegressionMetric().scores.values.map(\.value) == [0, 0, 0])
  #expect(CosineMetric().scores.values.map(\.value) == [0])
  #expect(ContrastMetric().scores.values.map(\.value) == [0])
}

@Test func contrastIsScoredByRowsWithScoresAndWithout() throws {
  var metric = ContrastMetric()
  try metric.add(scores: [.nan, .nan, .nan], found: [0, 2, 2], cosines: [1, 0.5, 0.2])
  #expect(metric.scores == Scores(main: "accuracy", ["accuracy": 2.0 / 3]))
  try metric.add(scores: [1, .nan, 3], found: [0, 1, 0], cosines: [0.1, 0, 0.9])
  #expect(metric.scores.values.map(\.name) == ["spearman", "pearson", "accuracy"])
  #expect(metric.scores["accuracy"] == 0.75 && metric.scores.main == "spearman")
  #expect(abs(metric.scores.mainScore - 1) < 1e-12)
  var scored = ContrastMetric()
  try scored.add(scores: [1, 2], found: [0, 1], cosines: [0.9, 0.1])
  #expect(scored.scores.values.map(\.name) == ["spearman", "pearson"])
  #expect(abs(scored.scores.mainScore + 1) < 1e-12)
}

@Test func numberMetricsRefuseWhatTheyCannotCount() throws {
  var (regression, cosine, contrast) = (RegressionMetric(), CosineMetric(), ContrastMetric())
  func refused(_ message: String, _ body: () throws -> Void) {
    #expect(performing: body, throws: { "\($0)" == message })
  }
  refused("predictions: expected 2, one for each label, got 1") {
    try regression.add(truth: [1, 2], prediction: [1])
  }
  refused("target of row 2: expected a finite number, got inf") {
    try regression.add(truth: [1, .infinity], prediction: [1, 2])
  }
  refused("prediction of row 1: expected a finite number, got nan") {
    try regression.add(truth: [1, 2], prediction: [.nan, 2])
  }
  refused("prediction of row 2: expected a finite number, got nan") {
    try cosine.add(truth: [1, 2], prediction: [1, .nan], columns: 1)
  }
  refused("predictions: expected 2, one for each label, got 3") {
    try cosine.add(truth: [1, 2], prediction: [1, 2, 3], columns: 1)
  }
  refused("prediction of row 1: expected a finite number, got nan") {
    try contrast.add(scores: [.nan], found: [0], cosines: [.nan])
  }
  refused("predictions: expected 1, one for each label, got 0") {
    try contrast.add(scores: [.nan], found: [], cosines: [1])
  }
  #expect(regression.scores.mainScore == 0 && cosine.scores.mainScore == 0)
}
