/// A problem whose rows are read: what its targets look like, and what it reads of a row.
public struct ProblemTargets: Equatable, Sendable {
  public let name: String
  public let kind: TargetKind
  /// The problem's type, for messages.
  public let type: String
  public let input: InputKind
  /// The known labels that are no texts, by how a file of texts writes them.
  private let written: [String: Label]

  public init(
    name: String, kind: TargetKind, type: String = "", input: InputKind = .text,
    known labels: LabelVocabulary? = nil
  ) {
    (self.name, self.kind, self.type, self.input) = (name, kind, type, input)
    var written: [String: Label] = [:]
    for label in labels?.labels ?? [] {
      switch label {
      case .text: continue
      case .boolean(let value): written[value ? "True" : "False"] = label  // as Python writes it
      case .integer: break
      }
      written[label.description] = label
    }
    // A text that is known itself is meant before a number that is written like it.
    self.written = written.filter { labels?.id(of: .text($0.key)) == nil }
  }

  /// Whether rows ask anything of it; else it learns from the inputs alone.
  var hasTargets: Bool { kind != .nothing }

  /// The label that a file of texts means: 1, where training has seen the number and not the text.
  func label(_ text: String) -> Label { written[text] ?? .text(text) }

  /// What is said of a target of another kind.
  func fault(_ place: String, got: String) -> DataError {
    DataError(place, .label(.kind(problem: name, type: type, expected: kind, got: got)))
  }

  func missing(_ place: String) -> DataError { DataError(place, .label(.missing(problem: name))) }
}
