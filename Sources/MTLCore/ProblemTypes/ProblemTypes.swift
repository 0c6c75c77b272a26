/// Every type there is.
public enum ProblemTypes {
  public static let all: [any ProblemType.Type] = [
    Classification.self, SequenceTagging.self, MultiLabelClassification.self, Regression.self,
    VectorFit.self, ContrastiveLearning.self, SequenceToText.self, SequenceToTags.self,
    MaskedLanguage.self, PremaskedLanguage.self, Pretraining.self,
  ]

  /// What users may write as a type.
  public static var names: [String] { all.map { $0.name } }

  /// The type of a name or an alias.
  public static func named(
    _ name: String, problem: String
  ) throws(ProblemError) -> any ProblemType.Type {
    for type in all where type.name == name || type.aliases.contains(name) { return type }
    throw .unknownType(problem: problem, type: name, known: names)
  }

  /// The same, which has to be what a problem was saved with, if it was.
  static func named(
    _ name: String, problem: String, saved: String?
  ) throws(ProblemError) -> any ProblemType.Type {
    let type = try named(name, problem: problem)
    guard saved ?? type.name == type.name else {
      throw .otherType(problem: problem, saved: saved ?? "", given: name)
    }
    return type
  }

  /// The type that a problem names.
  static func of(_ problem: Problem) throws(ProblemError) -> any ProblemType.Type {
    try named(problem.type, problem: problem.name)
  }
}
