import MTLData
import MTLKernels
import MTLModel

/// `pretrain`: BERT's own two tasks on documents: hidden pieces, and whether one span follows another.
public enum Pretraining: ProblemType {
  public static let name = "pretrain"
  public static let summary = "BERT's pre-training: hidden pieces and next sentences of documents"
  public static let target = TargetKind.nothing
  public static let input = InputKind.document
  public static let answer = AnswerForm.pieces

  /// What users may say of it.
  public struct Options: Decodable, Sendable {
    var share: Double?
    var most: Int?
    var wholeWord: Bool?
    var shareEmbedding: Bool?
    var topK: Int?
    var duplicates: Int?
    var shortShare: Double?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case share = "masked_lm_prob"
      case most = "max_predictions_per_seq"
      case wholeWord = "whole_word"
      case shareEmbedding = "share_embedding"
      case topK = "top_k"
      case duplicates = "dupe_factor"
      case shortShare = "short_seq_prob"
    }
  }

  public static func check(_ options: Options, path: String) throws {
    let ranges = LanguageRanges(path: path)
    try ranges.check(share: options.share, most: options.most, topK: options.topK)
    try ranges.require(options.duplicates, "dupe_factor", "a whole number from 1 to 1000") {
      1...1000 ~= $0
    }
    try ranges.require(options.shortShare, "short_seq_prob", "a number from 0 to 1") {
      0...1 ~= $0
    }
  }

  public static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned? {
    _ = try problem.requireMask(setting)
    return Learned()
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { Learned() }

  /// Pairs of spans in place of documents: `dupe_factor` times for training, once for evaluation.
  /// They are the same in every run; what is hidden in them is not.
  public static func prepare(
    _ dataset: Dataset, _ problem: Problem, _ setting: Setting
  ) throws -> Dataset {
    let (options, length) = (try options(problem), setting.maximumLength)
    guard dataset.targets.count == 1 else {
      let others = dataset.targets.keys.filter { $0 != problem.name }.sorted()
      throw LanguageModelError.notAlone(problem: problem.name, others: others)
    }
    guard length >= 5 else {
      throw LanguageModelError.shortRows(problem: problem.name, length: length)
    }
    let cutting = PairCutting(
      maximumLength: length, shortShare: options.shortShare ?? 0.1,
      duplicates: setting.isTraining ? options.duplicates ?? 10 : 1)
    return try PretrainingRows(problem: problem.name, setting.tokenizer, cutting)
      .make(dataset, key: RandomKey(seed: 0))
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder { RelationEncoder(problem: problem.name) }

  public static func reading(_ problem: Problem, _ setting: Setting) throws -> any Reading {
    let options = try options(problem)
    return MaskedPair(
      try problem.masking(
        setting, share: options.share, most: options.most, wholeWord: options.wholeWord))
  }

  public static func answerReading(
    _ problem: Problem, _ setting: Setting
  ) throws -> any Reading {
    MaskPlaces(mask: try problem.requireMask(setting), readsFirstPiece: true)
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .pretraining(
      problem.name, sharesEmbedding: options.shareEmbedding ?? true, choices: options.topK ?? 5)
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    MaskedLanguageMetric(relates: true)
  }
}
