import MTLData
import MTLModel

/// `multi_cls`: any number of labels a text or pair, from the pooled output.
public enum MultiLabelClassification: ProblemType {
  public static let name = "multi_cls"
  public static let summary = "any number of labels for a text or a pair"
  public static let target = TargetKind.labelSet
  public static let answer = AnswerForm.labelSet

  public static func check(_ options: LabelSetOptions, path: String) throws {
    try options.check(path: path)
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { try problem.learnLabels(targets) }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    LabelSetEncoder(problem: problem.name, try problem.requireLabels())
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    FirstPiece()
  }

  /// Refuses to tune a shared head: it has one set of thresholds, and two problems would choose two.
  public static func checkTraining(_ problem: Problem, _ targets: [Target]) throws {
    guard try options(problem).isTuned, let owner = try HeadOptions(problem).shareTop else {
      return
    }
    throw ConfigurationError.range(
      path: "options.\(problem.name).thresholds",
      expected: "numbers, since the head is shared with '\(owner)'", actual: "tune")
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .labelSet(
      problem.name, classes: try problem.requireLabels().count,
      dropout: options.dropout(settings), loss: try options.loss(problem, settings),
      thresholds: try options.thresholds(of: problem))
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    LabelSetMetric(
      labels: try problem.requireLabels().labels, tunes: try options(problem).isTuned)
  }
}
