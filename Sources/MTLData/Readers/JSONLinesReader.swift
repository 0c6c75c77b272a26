/// Rows of a JSONL file: an object a line.
struct JSONLinesReader {
  private let source: SourceDescription
  private let text: SourceText
  private let problems: [ProblemTargets]
  private let modalities: [String]

  init(
    _ source: SourceDescription, _ text: SourceText, _ problems: [ProblemTargets],
    modalities: [String]
  ) {
    self.source = source
    self.modalities = modalities
    self.text = text
    self.problems = problems
  }

  func dataset() throws(DataError) -> Dataset {
    let names = try FieldNames(source, modalities: modalities)
    var lines = LineScanner(text)
    var rows = RowCollector(path: text.path, problems: problems)
    let kind: InputKind = problems.contains { $0.input == .document } ? .document : .text
    while let line = lines.next() {
      let isBlank = text.bytes[line].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if isBlank { continue }
      let place = text.place(line: lines.number)
      let row = JSONRow(
        fields: try object(line, place: place), place: place, source: source)
      let input = try row.input(names, kind)
      var targets: [Target] = []
      for problem in problems {
        targets.append(try row.target(of: problem, field: names.target(of: problem.name)))
      }
      try rows.add(input, targets, line: lines.number)
    }
    return try rows.dataset()
  }

  private func object(_ line: Range<Int>, place: String) throws(DataError) -> JSONObject {
    let parsed = text.bytes.withUnsafeBytes { bytes -> Result<JSONValue, JSONError> in
      let line = UnsafeRawBufferPointer(rebasing: bytes[line])
      return Result { () throws(JSONError) in try JSONParser.parse(line) }
    }
    switch parsed {
    case .success(.object(let object)): return object
    case .success(let value):
      let got = shortened(value.summary)
      throw DataError(place, .row(.syntax(expected: "an object", got: got, column: 1)))
    case .failure(let error):
      let column = text.column(
        of: line.lowerBound + error.offset, lineStart: line.lowerBound)
      let fault = RowFault.syntax(
        expected: error.expected, got: shortened(error.got), column: column)
      throw DataError(place, .row(fault))
    }
  }
}
