import MTLData
import MTLModel

/// `seq2seq_text`: a text from a decoder, in the tokenizer's pieces, in characters or in words.
///
/// Pieces begin with [CLS] and end with [SEP], whose embeddings a pre-trained encoder has learnt, as
/// in Rothe et al. 2020 (https://arxiv.org/abs/1907.12461, §3), and whichever vocabulary it is, it has
/// them; the original's [unused98] and [unused99] are not used.
public enum SequenceToText: ProblemType {
  public static let name = "seq2seq_text"
  public static let summary = "a text for a text: translation, summaries, inflection"
  public static let target = TargetKind.text
  public static let answer = AnswerForm.text

  public static func check(_ options: DecoderOptions, path: String) throws {
    try options.check(path: path)
  }

  public static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned? {
    let options = try options(problem)
    try options.check(setting.encoder, path: "options.\(problem.name)")
    return units(options) == .pieces ? Learned() : nil
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned {
    let units = units(try options(problem))
    guard units != .pieces else { return Learned() }
    return Learned(
      labels: try LabelVocabulary(
        of: targets, cutInto: units, place: "problem '\(problem.name)'"))
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    let units = units(try options(problem))
    let source =
      units == .pieces
      ? SequenceEncoder.Source.pieces(setting.tokenizer)
      : .units(units, try problem.requireLabels())
    return SequenceEncoder(
      problem: problem.name, source, longest: setting.encoder.maximumPositions - 1)
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    EveryPiece()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    try options.check(settings.setting.encoder, path: "options.\(problem.name)")
    guard units(options) == .pieces else {
      let vocabulary = SequenceVocabulary(labels: try problem.requireLabels().count)
      return .sequence(problem.name, options.plan(vocabulary, sharesEmbedding: false, settings))
    }
    if let labels = problem.labels {
      throw ConfigurationError.range(
        path: "labels of problem '\(problem.name)'",
        expected: "none, where its target_units are the tokenizer's pieces",
        actual: "\(labels.count)")
    }
    let tokenizer = settings.setting.tokenizer
    let vocabulary = SequenceVocabulary(
      pieces: settings.setting.encoder.vocabularySize, begin: tokenizer.classifier,
      end: tokenizer.separator, unknown: tokenizer.unknown)
    return .sequence(
      problem.name,
      options.plan(vocabulary, sharesEmbedding: options.sharesEmbedding ?? true, settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric { SequenceMetric() }

  public static func text(
    _ ids: [Int32], _ problem: Problem, _ setting: Setting
  ) throws -> String? {
    let units = units(try options(problem))
    guard units == .pieces else {
      let labels = try problem.requireLabels()
      return units.join(ids.compactMap { labels.label(Int($0))?.description })
    }
    let tokenizer = setting.tokenizer
    let silent = [tokenizer.classifier, tokenizer.separator, tokenizer.padding]
    let pieces = ids.filter { !silent.contains($0) }.compactMap { tokenizer.piece(of: $0) }
    return Detokenizer(tokenizer).text(pieces)
  }

  private static func units(_ options: DecoderOptions) -> TextUnits { options.units ?? .pieces }
}
