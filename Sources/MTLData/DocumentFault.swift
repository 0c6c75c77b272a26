/// What is wrong with documents.
public enum DocumentFault: Equatable, Sendable {
  case kind(problem: String, got: String)
  case empty(problem: String)
  case alone(problem: String)
}

extension DocumentFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .kind(let problem, let got):
      "expected a document of '\(problem)' (a list of sentences), got \(got)"
    case .empty(let problem):
      "expected a document of '\(problem)' with sentences, got nothing that is left after clean-up"
    case .alone(let problem):
      "expected at least two documents of '\(problem)', got one; a random next sentence comes from "
        + "another document"
    }
  }
}
