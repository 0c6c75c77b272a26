/// What is wrong with the data of an `&` group.
public enum GroupFault: Equatable, Sendable {
  case noData(problem: String)
  case twice(problem: String)
  case targetCount(problem: String, rows: Int, targets: Int)
  case rowCount(problem: String, expected: Int, actual: Int, reference: String)
  case input(row: Int, problem: String, input: String, reference: String, expected: String)
}

extension GroupFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noData(let problem):
      "expected data for problem '\(problem)', got none"
    case .twice(let problem):
      "expected one source of data for problem '\(problem)', got two"
    case .targetCount(let problem, let rows, let targets):
      "expected \(counted(rows, "target")) of '\(problem)', one for each input, got \(targets)"
    case .rowCount(let problem, let expected, let actual, let reference):
      "expected \(counted(expected, "row")) for '\(problem)', as for '\(reference)', got \(actual)"
    case .input(let row, let problem, let input, let reference, let expected):
      "expected the same input for '\(reference)' and '\(problem)' in row \(row), "
        + "got '\(expected)' and '\(input)'"
    }
  }
}
