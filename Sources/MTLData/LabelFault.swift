/// What is wrong with labels: of one row, or of a vocabulary.
public enum LabelFault: Equatable, Sendable {
  case unseen(problem: String, label: Label, known: [Label])
  case repeated(Label)
  case none
  case missing(problem: String)
  case count(problem: String, words: Int, labels: Int)
  case kind(problem: String, expected: TargetKind, got: String)
}

extension LabelFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unseen(let problem, let label, let known):
      "expected a label of '\(problem)' that training has seen, got \(label.quoted)"
        + hint(for: label, among: known)
    case .repeated(let label):
      "expected each label once, got \(label.quoted) again"
    case .none:
      "expected at least one label, got none"
    case .missing(let problem):
      "expected a target of '\(problem)', got none"
    case .count(let problem, let words, let labels):
      "expected \(counted(words, "label")) of '\(problem)', one for each word, got \(labels)"
    case .kind(let problem, .label, let got):
      "expected one label of '\(problem)' (text, integer or boolean), got \(got)"
    case .kind(let problem, .labels, let got):
      "expected a list of labels of '\(problem)', one for each word, got \(got)"
    }
  }
}

/// A label of another kind that reads the same is the likeliest cause: 1 against '1'.
private func hint(for label: Label, among known: [Label]) -> String {
  if let twin = known.first(where: { $0.description == label.description }) {
    return "; training has seen the \(twin.kind) \(twin.quoted)"
  }
  return suggestion(for: label.description, among: known.map(\.description))
}

/// `1 label`, `2 labels`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
