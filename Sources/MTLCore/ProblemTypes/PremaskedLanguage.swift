import MTLData
import MTLModel

/// `premask_mlm`: what stands behind each [MASK] that the user has written.
public enum PremaskedLanguage: ProblemType {
  public static let name = "premask_mlm"
  public static let summary =
    "a masked language model: texts that you have masked, and the originals"
  public static let target = TargetKind.text
  public static let answer = AnswerForm.pieces

  /// What users may say of it.
  public struct Options: Decodable, Sendable {
    var shareEmbedding: Bool?
    var topK: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case shareEmbedding = "share_embedding"
      case topK = "top_k"
    }
  }

  public static func check(_ options: Options, path: String) throws {
    try LanguageRanges(path: path).check(share: nil, most: nil, topK: options.topK)
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
  ) throws -> any TargetEncoder {
    PremaskedEncoder(
      problem: problem.name, setting.tokenizer, mask: try problem.requireMask(setting))
  }

  public static func checkRows(
    _ features: GroupFeatures, _ problem: Problem, _ setting: Setting, name: String
  ) throws {
    let mask = try problem.requireMask(setting)
    guard features.ids.contains(mask) else {  // truncation may have cut off every one
      throw DataError(name, .mask(.none(problem: problem.name)))
    }
  }

  public static func reading(_ problem: Problem, _ setting: Setting) throws -> any Reading {
    MaskPlaces(mask: try problem.requireMask(setting))
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    let options = try options(problem)
    return .maskedLanguage(
      problem.name, sharesEmbedding: options.shareEmbedding ?? true, choices: options.topK ?? 5)
  }

  public static func metric(_ problem: Problem) throws -> any Metric { MaskedLanguageMetric() }
}
