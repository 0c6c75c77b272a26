/// What is wrong with labels: of one row, or of a vocabulary.
public enum LabelFault: Equatable, Sendable {
  /// `isOpen` before training, when labels that its data lacks can still be given.
  case unseen(problem: String, label: Label, known: [Label], isOpen: Bool = false)
  case repeated(Label)
  case alike(Label, Label)
  case none
  case missing(problem: String)
  case count(problem: String, words: Int, labels: Int)
  /// `type`, where it is known, is the problem's.
  case kind(problem: String, type: String = "", expected: TargetKind, got: String)
  case twice(problem: String, label: Label)
  case transition(problem: String, scheme: String, tag: Label, after: Label?, word: Int)
  case ending(problem: String, scheme: String, tag: Label)
  case empty(problem: String)
  case long(problem: String, unit: String, count: Int, longest: Int)
}

extension LabelFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unseen(let problem, let label, let known, let isOpen):
      "expected a label of '\(problem)' that training has seen, got \(label.quoted)"
        + hint(for: label, among: known)
        + (isOpen
          ? "; to train with it all the same, name all labels in labels before the first training"
          : "")
    case .repeated(let label):
      "expected each label once, got \(label.quoted) again"
    case .alike(let a, let b):
      "expected labels that are written differently, got the \(a.kind) \(a.quoted) and the \(b.kind) "
        + "\(b.quoted)" + (a.kind == b.kind ? ", which Unicode writes in two ways" : "")
        + "; write them alike in all rows"
    case .none:
      "expected at least one label, got none"
    case .missing(let problem):
      "expected a target of '\(problem)', got none"
    case .count(let problem, let words, let labels):
      "expected \(counted(words, "label")) of '\(problem)', one for each word, got \(labels)"
    case .kind(let problem, let type, let kind, let got):
      "expected \(kind.wanted(of: problem, type)), got \(got)"
    case .twice(let problem, let label):
      "expected each label of '\(problem)' once in a row, got \(label.quoted) again"
    case .transition(let problem, let scheme, let tag, let before, let word):
      "expected tags of '\(problem)' that \(scheme) allows, got \(tag.quoted) "
        + (before.map { "after \($0.quoted) " } ?? "") + "at word \(word)"
    case .ending(let problem, let scheme, let tag):
      "expected tags of '\(problem)' that \(scheme) allows, got \(tag.quoted) at the last word"
    case .empty(let problem):
      "expected a target of '\(problem)', got an empty one"
    case .long(let problem, let unit, let count, let longest):
      "expected at most \(counted(longest, unit)) of '\(problem)', got \(count); "
        + "the decoder has no positions for more"
    }
  }
}

extension TargetKind {
  /// What messages ask for.
  fileprivate func wanted(of problem: String, _ type: String) -> String {
    let name = "'\(problem)'" + (type.isEmpty ? "" : " (\(type))")
    return switch self {
    case .label:
      "one label of '\(problem)' (\(type.isEmpty ? "" : "\(type): ")text, integer or boolean)"
    case .labels: "a list of labels of \(name), one for each word"
    case .labelSet, .labelSequence: "a list of labels of \(name)"
    case .number: "a number of \(name)"
    case .optionalNumber: "a number, a label or nothing of \(name)"
    case .vector: "a list of numbers of \(name)"
    case .text: "a text or a list of words of \(name)"
    case .nothing: "nothing of \(name)"
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
public func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
