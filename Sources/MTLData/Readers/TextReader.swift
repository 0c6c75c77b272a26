/// Rows of a plain text file: a line a text, and the targets of each in the same line of other files.
///
/// For problems that read documents a line is a sentence, and a blank line ends a document.
struct TextReader {
  private let source: SourceDescription
  private let text: SourceText
  private let problems: [ProblemTargets]
  /// By problem: the lines of its targets; nil where it asks for none.
  private let targets: [[String]?]

  /// Throws for a problem without a file of its targets, and for one with other lines than the text.
  init(
    _ source: SourceDescription, _ text: SourceText, _ problems: [ProblemTargets]
  ) throws(DataError) {
    (self.source, self.text, self.problems) = (source, text, problems)
    let count = text.lineCount
    var targets: [[String]?] = []
    for problem in problems {
      let isThere = source.targetPaths?[problem.name] != nil
      let isRead = problem.hasTargets && (isThere || problem.kind != .optionalNumber)
      targets.append(isRead ? try TextReader.lines(of: problem, source, count: count) : nil)
    }
    self.targets = targets
  }

  private static func lines(
    of problem: ProblemTargets, _ source: SourceDescription, count: Int
  ) throws(DataError) -> [String] {
    guard let path = source.targetPaths?[problem.name] else {
      throw source.refusal(
        "target_paths", expected: "a file with the targets of '\(problem.name)'", got: "none")
    }
    let text = try SourceText(reading: path)
    let lines = text.lines
    guard lines.count == count else {
      let fault = FileFault.lines(expected: count, actual: lines.count, reference: source.path)
      throw DataError(path, .file(fault))
    }
    return lines
  }

  func dataset() throws(DataError) -> Dataset {
    problems.contains { $0.input == .document } ? try documents() : try texts()
  }

  private func texts() throws(DataError) -> Dataset {
    let isSplit = source.words != nil || problems.contains { $0.kind == .labels }
    var rows = RowCollector(path: text.path, problems: problems)
    for (i, line) in text.lines.enumerated() {
      let cells = targets.map { $0?[i] ?? "" }
      if line.isBlank, cells.allSatisfy(\.isBlank) { continue }
      var row: [Target] = []
      for (p, problem) in problems.enumerated() {
        row.append(
          try source.target(cells[p], of: problem, place: place(p, line: i + 1)))
      }
      try rows.add(Input(isSplit ? .words(source.split(line)) : .text(line)), row, line: i + 1)
    }
    return try rows.dataset()
  }

  private func place(_ problem: Int, line: Int) -> String {
    "\(source.targetPaths?[problems[problem].name] ?? text.path) line \(line)"
  }

  private func documents() throws(DataError) -> Dataset {
    for problem in problems where problem.hasTargets {
      throw source.refusal(
        "format", expected: "jsonl for '\(problem.name)', which asks for targets of documents",
        got: "text")
    }
    var rows = RowCollector(path: text.path, problems: problems)
    var document: [Segment] = []
    var start = 1
    for (i, line) in (text.lines + [""]).enumerated() {
      if !line.isBlank {
        if document.isEmpty { start = i + 1 }
        document.append(source.words == nil ? .text(line) : .words(source.split(line)))
      } else if !document.isEmpty {
        try rows.add(Input(.sentences(document)), problems.map { _ in .nothing }, line: start)
        document = []
      }
    }
    return try rows.dataset()
  }
}

extension SourceText {
  fileprivate var lines: [String] {
    var scanner = LineScanner(self)
    var lines: [String] = []
    while let line = scanner.next() { lines.append(text(line)) }
    return lines
  }

  fileprivate var lineCount: Int {
    var scanner = LineScanner(self)
    while scanner.next() != nil {}
    return scanner.number
  }
}

extension String {
  fileprivate var isBlank: Bool { Segment.text(self).isBlank }
}
