import MTLData

/// Scores by problem, and the mean of the problems' main scores.
///
/// A mean never mixes losses with scores: it is taken of the main scores alone, all of which lie in
/// -1 ... 1 and are better when higher.
public struct EvaluationReport: Equatable, Sendable {
  private var problems = JSONObject()
  private var main: [Double] = []
  /// The scores whose best value is their lowest.
  private static let lowerIsBetter = ["loss", "perplexity", "mse"]

  public init() {}

  /// The mean of the main scores; 0 where no problem had data.
  public var mean: Double { main.isEmpty ? 0 : main.reduce(0, +) / Double(main.count) }

  mutating func add(
    _ problem: String, _ scores: Scores, loss: Double, rows: Int
  ) {
    var object = scores.json
    object["loss"] = .number(loss)
    object["rows"] = .integer(rows)
    object["main_score"] = .text(scores.main)
    problems[problem] = .object(object)
    if rows > 0 { main.append(scores.mainScore) }
  }

  /// `{"problems": {"intent": {"accuracy": …}}, "mean": …}`.
  public var json: JSONValue {
    .object(["problems": .object(problems), "mean": .number(mean)])
  }

  /// The value of `mean`, or of `problem.score`; negative where lower is better, so that the highest
  /// is always the best.
  public func score(named name: String) throws(TrainingError) -> Double {
    if name == "mean" { return mean }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let value = score(parts[1], of: problems[parts[0]]) {
      return EvaluationReport.lowerIsBetter.contains(parts[1]) ? -value : value
    }
    throw .unknownMetric(name: name, known: names)
  }

  private var names: [String] {
    ["mean"]
      + problems.members.flatMap { problem, scores in
        scores.asObject?.members.map(\.key).filter { score($0, of: scores) != nil }
          .map { "\(problem).\($0)" } ?? []
      }
  }

  /// A number among a problem's scores; how many rows there were is none of them.
  private func score(_ name: String, of scores: JSONValue?) -> Double? {
    name == "rows" ? nil : scores?.asObject?[name]?.asDouble
  }
}
