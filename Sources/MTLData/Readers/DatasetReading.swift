extension Dataset {
  /// Reads a file of rows for the problems of one `&` group, in the group's order; for none of them
  /// the inputs alone.
  ///
  /// Throws, naming the file and line, where a row does not hold what is looked for.
  public init(
    reading source: SourceDescription, problems: [ProblemTargets]
  ) throws(DataError) {
    let format =
      if let format = source.format { format } else { try SourceFormat(path: source.path) }
    try source.checkTargets(problems)
    let text = try SourceText(reading: source.path)
    switch format {
    case .conll: self = try ConllReader(source, text, problems).dataset()
    case .jsonl: self = try JSONLinesReader(source, text, problems).dataset()
    case .csv, .tsv: self = try TableReader(source, text, problems, format).dataset()
    }
  }
}

extension SourceDescription {
  /// Every problem that `targets` names has to be one that is read.
  fileprivate func checkTargets(_ problems: [ProblemTargets]) throws(DataError) {
    let known = problems.map(\.name)
    for name in (targets ?? [:]).keys.sorted() where !known.isEmpty && !known.contains(name) {
      let fault = FileFault.option(
        "targets", expected: "problems of \(listed(known))", got: "'\(shortened(name))'")
      throw DataError(path, .file(fault))
    }
  }

  /// The column of a problem's targets: as configured, else of the problem's name.
  func column(of problem: String) -> Column { targets?[problem] ?? .name(problem) }

  /// A cell's words, or its labels.
  func split(_ cell: String) -> [String] {
    guard let separator = wordSeparator, !separator.isEmpty else {
      return cell.split(whereSeparator: \.isWhitespace).map(String.init)
    }
    return cell.split(separator: separator).map(String.init)
  }

  /// The one byte between columns. Throws where `separator` is anything else.
  func separatorByte(standard: Unicode.Scalar) throws(DataError) -> UInt8 {
    let text = separator ?? String(standard)
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80,
      !"\"\r\n".utf8.contains(byte)
    else {
      let fault = FileFault.option(
        "separator", expected: "one character of ASCII, no quote or line end",
        got: "'\(shortened(text))'")
      throw DataError(path, .file(fault))
    }
    return byte
  }
}
