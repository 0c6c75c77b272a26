/// What is wrong with a text that the user has masked, or with its original.
public enum MaskFault: Equatable, Sendable {
  case none(problem: String)
  case nothing(problem: String)
  case pair(problem: String)
  case count(problem: String, masked: Int, original: Int)
  case piece(problem: String, number: Int, masked: String, original: String)
}

extension MaskFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .none(let problem):
      "expected a [MASK] for '\(problem)' to fill in, got none"
    case .nothing(let problem):
      "expected a row of which '\(problem)' can hide a piece, got special and unknown pieces alone, or "
        + "words of more than max_predictions_per_seq pieces"
    case .pair(let problem):
      "expected one masked text for '\(problem)', got a pair"
    case .count(let problem, let masked, let original):
      "expected the original of '\(problem)' to have \(counted(masked, "piece")), one for each of the "
        + "masked text, got \(original); write one [MASK] for each piece"
    case .piece(let problem, let number, let masked, let original):
      "expected the original of '\(problem)' to differ from the masked text at [MASK] alone, got "
        + "'\(shortened(original))' for '\(shortened(masked))' at piece \(number)"
    }
  }
}
