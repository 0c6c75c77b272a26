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
    guard cells.count == columns.count else {
      let fault = RowFault.columns(expected: columns.count, actual: cells.count)
      throw DataError(text.place(line: line), .row(fault))
    }
    let first = cells[places.first]
    let input = Input(
      places.isWords ? .words(source.split(first)) : .text(first),
      places.second.map { places.isWords ? .words(source.split(cells[$0])) : .text(cells[$0]) })
    var targets: [Target] = []
    for (problem, place) in zip(problems, places.targets) {
      targets.append(try target(cells[place], of: problem, line: line))
    }
    try rows.add(input, targets, line: line)
  }

  private func target(
    _ cell: String, of problem: ProblemTargets, line: Int
  ) throws(DataError) -> Target {
    let place = self.text.place(line: line)
    let isEmpty = cell.isEmpty
    switch problem.kind {
    case .nothing: return .nothing
    case .optionalNumber where isEmpty: return .nothing
    case .optionalNumber: return Double(cell).map { .number($0) } ?? .label(.text(cell))
    case .labels, .labelSet, .labelSequence:
      return .labels(source.split(cell).map { .text($0) })
    case .label, .number, .vector, .text:
      guard !isEmpty else { throw DataError(place, .label(.missing(problem: problem.name))) }
    }
    switch problem.kind {
    case .number: return .number(try number(cell, of: problem, place: place))
    case .vector:
      var numbers: [Double] = []
      for part in source.split(cell) {
        numbers.append(try number(part, of: problem, place: place))
      }
      return .numbers(numbers)
    case .text: return .text(.text(cell))
    default: return .label(.text(cell))
    }
  }

  private func number(
    _ cell: String, of problem: ProblemTargets, place: String
  ) throws(DataError) -> Double {
    if let number = Double(cell) { return number }
    let fault = LabelFault.kind(
      problem: problem.name, expected: problem.kind, got: "'\(shortened(cell))'")
    throw DataError(place, .label(fault))
  }
}

/// Which columns of a table hold what.
struct TablePlaces {
  let first: Int
  let second: Int?
  let isWords: Bool
  let targets: [Int]

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
    var targets: [Int] = []
    for problem in problems {
      if problem.kind == .nothing {
        targets.append(first)
      } else {
        targets.append(try columns.index(of: source.column(of: problem.name)))
      }
    }
    self.targets = targets
  }
}
