/// Rows of a CSV or TSV file.
struct TableReader {
  private let source: SourceDescription
  private let text: SourceText
  private let problems: [ProblemTargets]
  private let format: SourceFormat

  init(
    _ source: SourceDescription, _ text: SourceText, _ problems: [ProblemTargets],
    _ format: SourceFormat
  ) {
    self.source = source
    self.text = text
    self.problems = problems
    self.format = format
  }

  func dataset() throws(DataError) -> Dataset {
    let separator = try source.separatorByte(standard: format == .csv ? "," : "\t")
    var records = TableScanner(
      text, separator: separator, quoting: source.quoting ?? (format == .csv))
    guard let first = try records.next() else { throw DataError(text.path, .file(.noRows)) }
    let hasHeader = source.header ?? !textIsNumbered
    let columns = Columns(
      path: text.path, count: first.cells.count, names: hasHeader ? first.cells : nil)
    let places = try TablePlaces(source, columns, problems)
    var rows = RowCollector(path: text.path, problems: problems)
    if !hasHeader { try add(first, to: &rows, columns, places) }
    while let record = try records.next() { try add(record, to: &rows, columns, places) }
    return try rows.dataset()
  }

  private var textIsNumbered: Bool {
    if case .number = source.text ?? source.words { true } else { false }
  }

  private func add(
    _ record: (cells: [String], line: Int), to rows: inout RowCollector, _ columns: Columns,
    _ places: TablePlaces
  ) throws(DataError) {
    let (cells, line) = record
    let isLax = source.extraColumns == .ignore
    guard cells.count == columns.count || isLax && cells.count >= places.needed else {
      let fault = RowFault.columns(
        expected: isLax ? places.needed : columns.count, orMore: isLax, actual: cells.count)
      throw DataError(text.place(line: line), .row(fault))
    }
    let first = cells[places.first]
    let input = Input(
      places.isWords ? .words(source.split(first)) : .text(first),
      places.second.map { places.isWords ? .words(source.split(cells[$0])) : .text(cells[$0]) })
    var targets: [Target] = []
    for (problem, place) in zip(problems, places.targets) {
      let cell = place.map { cells[$0] } ?? ""
      targets.append(try source.target(cell, of: problem, place: text.place(line: line)))
    }
    try rows.add(input, targets, line: line)
  }
}

/// Which columns of a table hold what.
struct TablePlaces {
  let first: Int
  let second: Int?
  let isWords: Bool
  /// By problem; nil where a problem asks for none.
  let targets: [Int?]

  /// How many cells a row has to have for all of these to be there.
  var needed: Int { 1 + ([first, second] + targets).reduce(0) { max($0, $1 ?? 0) } }

  /// Throws where a column is not there.
  init(
    _ source: SourceDescription, _ columns: Columns, _ problems: [ProblemTargets]
  ) throws(DataError) {
    let hasOnlyWords = source.text == nil && columns.contains("words") && !columns.contains("text")
    isWords = source.words != nil || hasOnlyWords
    let text = source.words ?? source.text ?? .name(isWords ? "words" : "text")
    first = try columns.index(of: text)
    let second = source.pair ?? (columns.contains("text_b") ? .name("text_b") : nil)
    self.second = if let second { try columns.index(of: second) } else { nil }
    var targets: [Int?] = []
    for problem in problems {
      let isThere = source.targets?[problem.name] != nil || columns.contains(problem.name)
      let isRead = problem.hasTargets && (isThere || problem.kind != .optionalNumber)
      targets.append(isRead ? try columns.index(of: source.column(of: problem.name)) : nil)
    }
    self.targets = targets
  }
}
