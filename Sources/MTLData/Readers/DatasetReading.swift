extension Dataset {
  /// Reads a file of rows for the problems of one `&` group, in the group's order; for none of them
  /// the inputs alone. `modalities` are those of the model, which a JSONL file may have.
  ///
  /// Throws, naming the file and line, where a row does not hold what is looked for.
  public init(
    reading source: SourceDescription, problems: [ProblemTargets], modalities: [String] = []
  ) throws(DataError) {
    let format =
      if let format = source.format { format } else { try SourceFormat(path: source.path) }
    try source.checkTargets(problems)
    try source.check(format, problems)
    if format != .jsonl, source.modalities != nil {
      let fault = FileFault.option(
        "modalities", expected: "a JSONL file", got: "the format \(format.rawValue)")
      throw DataError(source.path, .file(fault))
    }
    let text = try SourceText(reading: source.path)
    switch format {
    case .conll: self = try ConllReader(source, text, problems).dataset()
    case .jsonl:
      self = try JSONLinesReader(source, text, problems, modalities: modalities).dataset()
    case .csv, .tsv: self = try TableReader(source, text, problems, format).dataset()
    case .text: self = try TextReader(source, text, problems).dataset()
    }
  }
}

extension SourceDescription {
  /// Every problem that `targets` names has to be one that is read.
  fileprivate func checkTargets(_ problems: [ProblemTargets]) throws(DataError) {
    let known = problems.map(\.name)
    guard !known.isEmpty else { return }
    for (option, names) in [
      ("targets", targets.map { Array($0.keys) }),
      ("target_paths", targetPaths.map { Array($0.keys) }),
    ] {
      for name in (names ?? []).sorted() where !known.contains(name) {
        let expected = "problems of \(listed(known))"
        throw refusal(option, expected: expected, got: "'\(shortened(name))'")
      }
    }
  }

  /// What each format cannot hold.
  fileprivate func check(_ format: SourceFormat, _ problems: [ProblemTargets]) throws(DataError) {
    if format != .text, targetPaths != nil {
      let expected = "text where files of targets stand beside it"
      throw refusal("format", expected: expected, got: format.rawValue)
    }
    for problem in problems where problem.input == .document {
      guard format == .jsonl || format == .text else {
        let expected = "jsonl or text for '\(problem.name)', whose rows are documents"
        throw refusal("format", expected: expected, got: format.rawValue)
      }
    }
  }

  func refusal(_ option: String, expected: String, got: String) -> DataError {
    DataError(path, .file(.option(option, expected: expected, got: got)))
  }

  /// The column of a problem's targets: as configured, else of the problem's name.
  func column(of problem: String) -> Column { targets?[problem] ?? .name(problem) }

  /// A cell's words.
  func split(_ cell: String) -> [String] { SourceDescription.split(cell, at: wordSeparator) }

  /// A cell's labels or numbers.
  func splitLabels(_ cell: String) -> [String] {
    SourceDescription.split(cell, at: labelSeparator ?? wordSeparator)
  }

  private static func split(_ cell: String, at separator: String?) -> [String] {
    guard let separator, !separator.isEmpty else {
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
