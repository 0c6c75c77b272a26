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
  ) throws -> Learned {
    var learned = try options(problem).balance(problem.learnLabels(targets), targets)
    var modalities: Set<String> = []
    for case .byModality(let parts) in targets { modalities.formUnion(parts.keys) }
    modalities.remove("text")
    learned.modalities = modalities.isEmpty ? nil : modalities.sorted()
    return learned
  }

  public static func refresh(_ problem: Problem, from targets: [Target]) throws -> Learned? {
    try problem.learned.map { try options(problem).balance($0, targets) }
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    let (labels, options) = (try problem.requireLabels(), try options(problem))
    let words = TagEncoder(problem: problem.name, labels, rules: try options.rules(problem))
    guard let names = problem.learned?.modalities else { return words }
    guard !options.isChain else {
      throw ConfigurationError.range(
        path: "options.\(problem.name).crf", expected: "false where rows of modalities have tags",
        actual: "true")
    }
    return ModalTagEncoder(
      words, problem: problem.name, labels, names, of: setting.modalities)
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    guard let names = problem.learned?.modalities else { return WordStarts() }
    return WordAndModalStarts(names, of: setting.modalities)
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
