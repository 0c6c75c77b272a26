/// Sentences of a CoNLL file: a word a line with its tags, a blank line after each sentence.
struct ConllReader {
  private let source: SourceDescription
  private let text: SourceText
  private let problems: [ProblemTargets]
  private let separator: UInt8?  // nil: runs of spaces and tabs

  /// Throws for a separator that is not one character, and for problems whose targets are not one a
  /// word.
  init(
    _ source: SourceDescription, _ text: SourceText, _ problems: [ProblemTargets]
  ) throws(DataError) {
    for problem in problems {
      switch problem.kind {
      case .labels, .labelSequence, .text, .nothing: continue
      case .label, .labelSet, .number, .optionalNumber, .vector:
        let form = problem.kind == .label ? "has one label a row" : "has no label for each word"
        let expected = "jsonl, csv or tsv for '\(problem.name)', which \(form)"
        throw source.refusal("format", expected: expected, got: "conll")
      }
    }
    self.source = source
    self.text = text
    self.problems = problems
    separator = source.separator == nil ? nil : try source.separatorByte(standard: "\t")
  }

  func dataset() throws(DataError) -> Dataset {
    var lines = LineScanner(text)
    var rows = RowCollector(path: text.path, problems: problems)
    var sentence = ConllSentence(problems)
    var places: ConllPlaces?
    var cells: [Range<Int>] = []
    while let line = lines.next() {
      find(&cells, in: line)
      guard !cells.isEmpty else {
        try sentence.finish(&rows)
        continue
      }
      guard !isSkipped(line, firstCell: cells[0]) else { continue }
      guard let known = places else {
        let names = source.header == true ? cells.map(text.text) : nil
        let columns = Columns(path: text.path, count: cells.count, names: names)
        let found = try ConllPlaces(source, columns, problems)
        places = found
        if names == nil { sentence.add(cells, of: text, found, line: lines.number) }
        continue
      }
      guard cells.count == known.count else {
        let fault = RowFault.columns(expected: known.count, actual: cells.count)
        throw DataError(text.place(line: lines.number), .row(fault))
      }
      sentence.add(cells, of: text, known, line: lines.number)
    }
    try sentence.finish(&rows)
    return try rows.dataset()
  }

  /// Replaces `cells` by where the line's lie; a blank line has none.
  private func find(_ cells: inout [Range<Int>], in line: Range<Int>) {
    cells.removeAll(keepingCapacity: true)
    var start = line.lowerBound
    var isBlank = true
    for i in line {
      let byte = text.bytes[i]
      let isSpace = byte == 0x20 || byte == 0x09
      if !isSpace { isBlank = false }
      guard separator.map({ $0 == byte }) ?? isSpace else { continue }
      if separator != nil || start < i { cells.append(start..<i) }
      start = i + 1
    }
    if separator != nil || start < line.upperBound { cells.append(start..<line.upperBound) }
    if isBlank { cells.removeAll(keepingCapacity: true) }
  }

  private func isSkipped(_ line: Range<Int>, firstCell: Range<Int>) -> Bool {
    let skipsStarts = source.skipDocumentStarts ?? true
    if skipsStarts, text.bytes[firstCell].elementsEqual("-DOCSTART-".utf8) { return true }
    guard let comment = source.comment, !comment.isEmpty else { return false }
    return text.bytes[line].starts(with: comment.utf8)
  }
}

/// Which columns of a CoNLL file hold what.
private struct ConllPlaces {
  let count: Int
  let word: Int
  /// By problem; nil where a problem asks for none.
  let tags: [Int?]

  init(
    _ source: SourceDescription, _ columns: Columns, _ problems: [ProblemTargets]
  ) throws(DataError) {
    count = columns.count
    word = try columns.index(of: source.words ?? source.text ?? .number(0))
    let tagged = problems.filter(\.hasTargets).map(\.name)
    var tags: [Int?] = []
    for problem in problems {
      guard let place = tagged.firstIndex(of: problem.name) else {
        tags.append(nil)
        continue
      }
      let standard = Column.number(tagged.count == 1 ? -1 : place + 1)
      let tag = try columns.index(of: source.targets?[problem.name] ?? standard)
      guard tag != word else {
        let fault = FileFault.option(
          "targets", expected: "tags of '\(problem.name)' in another column than the words",
          got: "column \(tag) for both")
        throw DataError(columns.path, .file(fault))
      }
      tags.append(tag)
    }
    self.tags = tags
  }
}

/// A sentence while it is read.
private struct ConllSentence {
  private let problems: [ProblemTargets]
  private var words: [String] = []
  private var tags: [[String]]  // by problem
  private var line = 0  // of the first word

  init(_ problems: [ProblemTargets]) {
    self.problems = problems
    tags = problems.map { _ in [] }
  }

  mutating func add(
    _ cells: [Range<Int>], of text: SourceText, _ places: ConllPlaces, line: Int
  ) {
    if words.isEmpty { self.line = line }
    words.append(text.text(cells[places.word]))
    for (p, place) in places.tags.enumerated() {
      if let place { tags[p].append(text.text(cells[place])) }
    }
  }

  mutating func finish(_ rows: inout RowCollector) throws(DataError) {
    guard !words.isEmpty else { return }
    let targets = zip(problems, tags).map { problem, tags -> Target in
      switch problem.kind {
      case .nothing: .nothing
      case .text: .text(.words(tags))
      default: .labels(tags.map(problem.label))
      }
    }
    try rows.add(Input(.words(words)), targets, line: line)
    self = ConllSentence(problems)
  }
}
