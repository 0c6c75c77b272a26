/// The records of a CSV (RFC 4180) or TSV file.
struct TableScanner {
  private let source: SourceText
  private let separator: UInt8
  private let quoting: Bool
  private var place = 0
  private var line = 1

  init(_ source: SourceText, separator: UInt8, quoting: Bool) {
    self.source = source
    self.separator = separator
    self.quoting = quoting
  }

  /// The next record's cells and the line it begins on; nil after the last. Empty lines are none.
  mutating func next() throws(DataError) -> (cells: [String], line: Int)? {
    while place < source.bytes.count {
      guard lineEnd(at: place) == nil else {
        skipLineEnd()
        continue
      }
      let start = line
      return (try record(), start)
    }
    return nil
  }

  private mutating func record() throws(DataError) -> [String] {
    let lineStart = place
    var cells: [String] = []
    while true {
      let isQuoted =
        quoting && place < source.bytes.count && source.bytes[place] == UInt8(ascii: "\"")
      cells.append(isQuoted ? try quotedCell(lineStart) : plainCell())
      guard place < source.bytes.count, source.bytes[place] == separator else { break }
      place += 1
    }
    skipLineEnd()
    return cells
  }

  private mutating func plainCell() -> String {
    let start = place
    while place < source.bytes.count {
      let byte = source.bytes[place]
      if byte == separator || byte <= 0x0D && lineEnd(at: place) != nil { break }
      place += 1
    }
    return source.text(start..<place)
  }

  /// A cell in quotes: line ends and separators are text in it, two quotes are one.
  private mutating func quotedCell(_ lineStart: Int) throws(DataError) -> String {
    let (openingLine, opening) = (line, place)
    var cell = ""
    while true {
      place += 1  // past the opening quote, or the first of two
      let start = place
      while place < source.bytes.count, source.bytes[place] != UInt8(ascii: "\"") {
        if source.bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
      }
      cell += source.text(start..<place)
      guard place < source.bytes.count else {
        let column = source.column(of: opening, lineStart: lineStart)
        let fault = RowFault.syntax(
          expected: "a closing quote for the one", got: "the end of the file", column: column)
        throw DataError(source.place(line: openingLine), .row(fault))
      }
      place += 1  // past the closing quote, or the first of two
      guard place < source.bytes.count, source.bytes[place] == UInt8(ascii: "\"") else { break }
      cell += "\""
    }
    guard
      place == source.bytes.count || source.bytes[place] == separator || lineEnd(at: place) != nil
    else { throw strayText(lineStart) }
    return cell
  }

  private func strayText(_ lineStart: Int) -> DataError {
    let start = source.bytes[lineStart..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
    let rest = source.text(place..<min(place + 4, source.bytes.count))
    let found = rest.unicodeScalars.first.map { "'\(visible($0))'" } ?? "nothing"
    let fault = RowFault.syntax(
      expected: "a separator or the line's end after the quote", got: found,
      column: source.column(of: place, lineStart: start ?? lineStart))
    return DataError(source.place(line: line), .row(fault))
  }

  /// How many bytes end the line here: 1 for `\n`, 2 for `\r\n`, nil where it goes on.
  private func lineEnd(at place: Int) -> Int? {
    let bytes = source.bytes
    switch bytes[place] {
    case UInt8(ascii: "\n"): return 1
    case UInt8(ascii: "\r") where place + 1 == bytes.count: return 1
    case UInt8(ascii: "\r") where bytes[place + 1] == UInt8(ascii: "\n"): return 2
    default: return nil
    }
  }

  private mutating func skipLineEnd() {
    guard place < source.bytes.count, let length = lineEnd(at: place) else { return }
    place += length
    line += 1
  }
}
