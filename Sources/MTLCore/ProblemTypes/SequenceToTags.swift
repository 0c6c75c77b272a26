import MTLData
import MTLModel

/// `seq2seq_tag`: a list of labels of any length, from a decoder whose vocabulary they are.
public enum SequenceToTags: ProblemType {
  public static let name = "seq2seq_tag"
  public static let summary = "a list of labels of any length, one after another"
  public static let target = TargetKind.labelSequence
  public static let answer = AnswerForm.labelSequence

  public static func check(_ options: DecoderOptions, path: String) throws {
    for (key, isGiven) in [
      (DecoderOptions.CodingKeys.sharesEmbedding, options.sharesEmbedding != nil),
      (.units, options.units != nil),
    ] where isGiven {
      let known = DecoderOptions.CodingKeys.allCases.filter {
        !DecoderOptions.CodingKeys.ofTexts.contains($0)
      }
      throw ConfigurationError.unknownKey(
        path: path, key: key.rawValue, known: known.map(\.rawValue))
    }
    try options.check(path: path)
  }

  public static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned? {
    try options(problem).check(setting.encoder, path: "options.\(problem.name)")
    return nil
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { try problem.learnLabels(targets) }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    SequenceEncoder(
      problem: problem.name, .labels(try problem.requireLabels()),
      longest: setting.encoder.maximumPositions - 1)
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    EveryPiece()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    try options.check(settings.setting.encoder, path: "options.\(problem.name)")
    let vocabulary = SequenceVocabulary(labels: try problem.requireLabels().count)
    return .sequence(problem.name, options.plan(vocabulary, sharesEmbedding: false, settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric { SequenceMetric() }
}
