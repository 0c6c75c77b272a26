import MTLCore
import MTLData

/// What was found in the data, for people and for programs.
struct DataReport {
  private let found: [DataInspection.Found]

  init(_ found: [DataInspection.Found]) { self.found = found }

  var text: String {
    guard !found.isEmpty else { return "data: none" }
    var rows = Table(
      "data", "rows", "shortest", "median", "90 %", "longest", "cut rows", "cut pieces")
    for data in found {
      rows.add(
        "\(data.part.rawValue) \(data.problems.joined(separator: "&"))", "\(data.rows)",
        "\(data.length(at: 0))", "\(data.length(at: 0.5))", "\(data.length(at: 0.9))",
        "\(data.length(at: 1))", "\(data.cutRows)", "\(data.cutPieces)")
    }
    let labels = problems { $0.labels.keys }.map { self.labels(of: $0) }
    let numbers = problems { $0.numbers.keys }.map { self.numbers(of: $0) }
    let kind = found.contains(where: \.hasModalities) ? "pieces of text" : "pieces"
    let lengths = "lengths in \(kind), cut to \(found[0].longest)\n\(rows.text)"
    return ([lengths] + labels + numbers).joined(separator: "\n\n")
  }

  var json: JSONValue { .object(["data": .list(found.map(json))]) }

  private func problems(
    _ names: (DataInspection.Found) -> some Sequence<String>
  ) -> [String] { Set(found.flatMap { Array(names($0)) }).sorted() }

  /// How far the numbers of each part reach.
  private func numbers(of problem: String) -> String {
    var table = Table(problem, "numbers", "lowest", "mean", "highest")
    for data in found {
      guard let range = data.numbers[problem] else { continue }
      table.add(
        data.part.rawValue, "\(range.count)", range.lowest.fixed(4), range.mean.fixed(4),
        range.highest.fixed(4))
    }
    return table.text
  }

  /// How often each label occurs in each part.
  private func labels(of problem: String) -> String {
    var table = Table([problem] + Part.allCases.map(\.rawValue))
    for label in sorted(problem) {
      table.add(
        [label.description]
          + Part.allCases.map { "\(count(label, problem, $0))" })
    }
    return table.text
  }

  private func count(_ label: Label, _ problem: String, _ part: Part) -> Int {
    found.filter { $0.part == part }.reduce(0) { $0 + ($1.labels[problem]?[label] ?? 0) }
  }

  private func sorted(_ problem: String) -> [Label] {
    let all = Set(found.flatMap { ($0.labels[problem] ?? [:]).keys })
    return all.sorted()
  }

  private func json(_ data: DataInspection.Found) -> JSONValue {
    var labels = JSONObject()
    for problem in data.labels.keys.sorted() {
      labels[problem] = .list(
        (data.labels[problem] ?? [:]).sorted { $0.key < $1.key }.map {
          .object(["label": JSONValue($0.key), "count": .integer($0.value)])
        })
    }
    var numbers = JSONObject()
    for (problem, range) in data.numbers.sorted(by: { $0.key < $1.key }) {
      numbers[problem] = range.json
    }
    return .object([
      "part": .text(data.part.rawValue), "name": .text(data.name),
      "problems": .list(data.problems.map(JSONValue.text)), "rows": .integer(data.rows),
      "lengths": .object([
        "shortest": .integer(data.length(at: 0)), "median": .integer(data.length(at: 0.5)),
        "p90": .integer(data.length(at: 0.9)), "longest": .integer(data.length(at: 1)),
      ]),
      "max_length": .integer(data.longest), "cut_rows": .integer(data.cutRows),
      "cut_pieces": .integer(data.cutPieces), "labels": .object(labels),
      "numbers": .object(numbers),
    ])
  }
}
