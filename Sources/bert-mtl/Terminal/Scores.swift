import MTLData

/// A report for the human eye: a row a problem, then a row a type of span.
struct ScoreTables {
  private let problems: [(name: String, scores: JSONObject)]
  private let mean: Double?

  init(_ report: JSONValue) {
    let table = report.asObject?["problems"]?.asObject ?? JSONObject()
    problems = table.members.compactMap { name, scores in scores.asObject.map { (name, $0) } }
    mean = report.asObject?["mean"]?.asDouble
  }

  var text: String {
    var scores = Table("problem", "score", "value")
    var spans = Table("span", "precision", "recall", "f1", "support")
    for (name, values) in problems {
      for (score, value) in values.members {
        if let number = value.asDouble {
          scores.add(name, score, score == "rows" ? "\(Int(number))" : number.fixed(4))
        }
      }
      for (type, counts) in values["by_type"]?.asObject?.members ?? [] {
        let columns = ["precision", "recall", "f1"].map {
          counts.asObject?[$0]?.asDouble?.fixed(4) ?? "-"
        }
        let support = counts.asObject?["support"]?.asDouble.map { "\(Int($0))" } ?? "-"
        spans.add("\(name) \(type)", columns[0], columns[1], columns[2], support)
      }
    }
    if let mean { scores.add("mean of main scores", "", mean.fixed(4)) }
    return spans.isEmpty ? scores.text : scores.text + "\n\n" + spans.text
  }
}

/// `intent accuracy 0.9731, slots f1 0.9412`: the one score of each problem that stands for it.
struct MainScores {
  let text: String

  init(_ report: JSONValue) {
    let problems = report.asObject?["problems"]?.asObject?.members ?? []
    text = problems.compactMap { name, scores -> String? in
      guard let table = scores.asObject, let main = table["main_score"]?.asText,
        let value = table[main]?.asDouble
      else { return nil }
      return "\(name) \(main) \(value.fixed(4))"
    }.joined(separator: ", ")
  }
}
