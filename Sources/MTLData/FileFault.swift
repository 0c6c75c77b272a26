/// What is wrong with a file as a whole, or with how it is described.
public enum FileFault: Equatable, Sendable {
  case absent
  case folder
  case unreadable(reason: String)
  case notUTF8(byte: UInt8, offset: Int)
  case noRows
  case format(String)
  case column(String, known: [String])
  case columnNumber(Int, columns: Int)
  case repeatedColumn(String, count: Int)
  case option(String, expected: String, got: String)
  /// A file of targets beside a text of another number of lines.
  case lines(expected: Int, actual: Int, reference: String)
}

extension FileFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .absent: "expected a file, got nothing at this path"
    case .folder: "expected a file, got a folder"
    case .unreadable(let reason): "expected a readable file, got '\(reason)'"
    case .notUTF8(let byte, let offset):
      "expected UTF-8, got byte 0x\(hexadecimal(byte)) at offset \(offset)"
    case .noRows: "expected at least one row, got none"
    case .format(let ending):
      "expected the ending .conll, .jsonl, .csv, .tsv or .txt or the option 'format', "
        + "got '\(ending)'"
    case .column(let name, let known):
      "expected a column '\(shortened(name))', got none"
        + (nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
        + " (columns: \(listed(known)))"
    case .columnNumber(let number, let columns):
      "expected a column \(number) (counted from 0), got \(counted(columns, "column"))"
    case .repeatedColumn(let name, let count):
      "expected one column '\(shortened(name))', got \(count) of this name"
    case .option(let name, let expected, let got):
      "option '\(name)': expected \(expected), got \(got)"
    case .lines(let expected, let actual, let reference):
      "expected \(counted(expected, "line")), as in \(reference), got \(actual)"
    }
  }
}

func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return byte < 16 ? "0\(digits)" : digits
}
