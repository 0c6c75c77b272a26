import MTLData
import MTLModel

/// `seq_tag`: one tag a word, read at the word's first piece; each for itself, or all of a row together
/// (`crf`).
public enum SequenceTagging: ProblemType {
  public static let name = "seq_tag"
  public static let summary = "one tag for every word"
  public static let target = TargetKind.labels
  public static let answer = AnswerForm.tags

  public static func check(_ options: TagOptions, path: String) throws {
    try options.check(path: path)
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
    TagEncoder(
      problem: problem.name, try problem.requireLabels(), rules: try options(problem).rules(problem)
    )
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    WordStarts()
  }

  /// A path over pieces is none that training has seen.
  public static func answersPieces(_ problem: Problem) throws -> Bool {
    !(try options(problem).isChain)
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let (options, tags) = (try options(problem), try problem.requireLabels().count)
    if options.isChain {
      return .chain(
        problem.name, tags: tags, dropout: options.dropout(settings),
        rules: try options.rules(problem)?.transitions)
    }
    return .tagging(
      problem.name, classes: tags, dropout: options.dropout(settings),
      loss: try options.loss(problem, settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    TaggingMetric(try problem.requireLabels())
  }
}
