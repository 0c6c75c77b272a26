/// What is wrong with a number or a vector that a row asks for.
public enum NumberFault: Equatable, Sendable {
  case notFinite(problem: String, got: Double)
  case element(problem: String, place: Int, got: Double)
  case dimension(problem: String, expected: Int, got: Int)
  case zeros(problem: String)
}

extension NumberFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let problem, let got):
      "expected a finite float32 number of '\(problem)', got \(got)"
    case .element(let problem, let place, let got):
      "expected finite float32 numbers in the vector of '\(problem)', got \(got) at place \(place)"
    case .dimension(let problem, let expected, let got):
      "expected a vector of \(counted(expected, "number")) of '\(problem)', as in the training "
        + "data, got \(got)"
    case .zeros(let problem):
      "expected a vector of '\(problem)' with a direction, got only zeros"
    }
  }
}
