/// A problem whose rows are read: what its targets look like, and what it reads of a row.
public struct ProblemTargets: Equatable, Sendable {
  public let name: String
  public let kind: TargetKind
  /// The problem's type, for messages.
  public let type: String
  public let input: InputKind

  public init(name: String, kind: TargetKind, type: String = "", input: InputKind = .text) {
    (self.name, self.kind, self.type, self.input) = (name, kind, type, input)
  }

  /// Whether rows ask anything of it; else it learns from the inputs alone.
  var hasTargets: Bool { kind != .nothing }

  /// What is said of a target of another kind.
  func fault(_ place: String, got: String) -> DataError {
    DataError(place, .label(.kind(problem: name, type: type, expected: kind, got: got)))
  }

  func missing(_ place: String) -> DataError { DataError(place, .label(.missing(problem: name))) }
}
