/// What is wrong with one row of a file, or with one input.
public enum RowFault: Equatable, Sendable {
  case noText
  case noPieces(second: Bool)
  case columns(expected: Int, orMore: Bool = false, actual: Int)
  case field(String, known: [String])
  case value(field: String, expected: String, got: String)
  case syntax(expected: String, got: String, column: Int)
}

extension RowFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noText: "expected a text, got an empty one"
    case .noPieces(let second):
      "expected a \(second ? "second " : "")text, got nothing that is left after clean-up"
    case .columns(let expected, let orMore, let actual):
      "expected \(orMore ? "at least " : "")\(counted(expected, "column")), got \(actual)"
    case .field(let name, let known):
      "expected a field '\(shortened(name))', got none"
        + (nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
        + (known.isEmpty ? "" : " (fields: \(listed(known)))")
    case .value(let field, let expected, let got):
      "field '\(shortened(field))': expected \(expected), got \(got)"
    case .syntax(let expected, let got, let column):
      "expected \(expected) at column \(column), got \(got)"
    }
  }
}
