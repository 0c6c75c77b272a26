import MTLData
import MTLModel

/// `seq_tag`: one tag a word, read at the word's first piece.
public enum SequenceTagging: ProblemType {
  public static let name = "seq_tag"
  public static let summary = "one tag for every word"
  public static let target = TargetKind.labels
  public static let answer = AnswerForm.tags

  public static func check(_ options: ClassOptions, path: String) throws {
    try options.check(path: path)
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { try problem.learnLabels(targets) }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    TagEncoder(problem: problem.name, try problem.requireLabels())
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    WordStarts()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .tagging(
      problem.name, classes: try problem.requireLabels().count,
      dropout: options.dropout(settings), labelSmoothing: options.smoothing(settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    TaggingMetric(try problem.requireLabels())
  }
}
