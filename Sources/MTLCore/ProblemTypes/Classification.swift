import MTLData
import MTLModel

/// `cls`: one label a text or pair, from the pooled output.
public enum Classification: ProblemType {
  public static let name = "cls"
  public static let summary = "one label for a text or a pair"
  public static let target = TargetKind.label
  public static let answer = AnswerForm.label

  public static func check(_ options: ClassOptions, path: String) throws {
    try options.checkLoss(path: path)
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { try options(problem).balance(problem.learnLabels(targets), targets) }

  public static func refresh(_ problem: Problem, from targets: [Target]) throws -> Learned? {
    try problem.learned.map { try options(problem).balance($0, targets) }
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    LabelEncoder(problem: problem.name, try problem.requireLabels())
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    FirstPiece()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .classification(
      problem.name, classes: try problem.requireLabels().count,
      dropout: options.dropout(settings), loss: try options.loss(problem, settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    ClassificationMetric(labels: try problem.requireLabels().count)
  }
}
