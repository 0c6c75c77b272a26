import MTLData
import MTLModel

/// `mask_lm`: what stands behind pieces that are hidden anew in every step.
public enum MaskedLanguage: ProblemType {
  public static let name = "mask_lm"
  public static let aliases = ["masklm"]
  public static let summary = "a masked language model: pieces hidden at random"
  public static let target = TargetKind.nothing
  public static let answer = AnswerForm.pieces

  /// What users may say of it.
  public struct Options: Decodable, Sendable {
    var share: Double?
    var most: Int?
    var wholeWord: Bool?
    var shareEmbedding: Bool?
    var topK: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case share = "masked_lm_prob"
      case most = "max_predictions_per_seq"
      case wholeWord = "whole_word"
      case shareEmbedding = "share_embedding"
      case topK = "top_k"
    }
  }

  public static func check(_ options: Options, path: String) throws {
    try LanguageRanges(path: path).check(
      share: options.share, most: options.most, topK: options.topK)
  }

  public static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned? {
    _ = try problem.requireMask(setting)
    return Learned()
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { Learned() }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder { NothingEncoder() }

  public static func reading(_ problem: Problem, _ setting: Setting) throws -> any Reading {
    Masked(try masking(problem, setting))
  }

  public static func checkRows(
    _ features: GroupFeatures, _ problem: Problem, _ setting: Setting, name: String
  ) throws {
    let masking = try masking(problem, setting)
    let isThere = (0..<features.rows).contains { row in
      let pieces = features.pieces(ofRow: row, problem: nil)
      return masking.canHide(pieces.ids, firstPieces: pieces.firstPieces)
    }
    guard isThere else { throw DataError(name, .mask(.nothing(problem: problem.name))) }
  }

  private static func masking(_ problem: Problem, _ setting: Setting) throws -> Masking {
    let options = try options(problem)
    return try problem.masking(
      setting, share: options.share, most: options.most, wholeWord: options.wholeWord)
  }

  public static func answerReading(
    _ problem: Problem, _ setting: Setting
  ) throws -> any Reading { MaskPlaces(mask: try problem.requireMask(setting)) }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .maskedLanguage(
      problem.name, sharesEmbedding: options.shareEmbedding ?? true, choices: options.topK ?? 5)
  }

  public static func metric(_ problem: Problem) throws -> any Metric { MaskedLanguageMetric() }
}
