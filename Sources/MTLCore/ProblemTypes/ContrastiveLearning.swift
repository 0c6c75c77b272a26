import MTLData
import MTLModel

/// `contrastive_learning`: sentence vectors from texts read twice, or from pairs (SimCSE).
public enum ContrastiveLearning: ProblemType {
  public static let name = "contrastive_learning"
  public static let summary = "a vector for a text, learnt from texts or pairs alone (SimCSE)"
  public static let target = TargetKind.optionalNumber
  public static let answer = AnswerForm.vector

  public struct Options: Decodable, Sendable {
    /// Cosines are divided by it: 0.05.
    public var temperature: Double?
    /// What a text's vector is made of: `pooled` or `mean`.
    public var pooling: ContrastiveHead.Pooling?

    enum CodingKeys: String, CodingKey, CaseIterable { case temperature, pooling }
  }

  public static func check(_ options: Options, path: String) throws {
    guard let value = options.temperature, !(0.001...100 ~= value) else { return }
    throw ConfigurationError.range(
      path: "\(path).temperature", expected: "a number from 0.001 to 100", actual: "\(value)")
  }

  /// Refuses scores: a pair that is little alike is no match to learn from.
  public static func checkTraining(_ problem: Problem, _ targets: [Target]) throws {
    for (row, target) in targets.enumerated() {
      guard case .number(let score) = target else { continue }
      throw ProblemError.scored(problem: problem.name, row: row, score: score)
    }
  }

  /// Refuses to train with single texts where nothing is dropped: their two readings would be one.
  public static func prepare(
    _ dataset: Dataset, _ problem: Problem, _ setting: Setting
  ) throws -> Dataset {
    let drops = max(setting.encoder.hiddenDropout, setting.encoder.attentionDropout) > 0
    if setting.isTraining, !drops, let row = dataset.inputs.firstIndex(where: { $0.second == nil })
    {
      throw ProblemError.dropsNothing(problem: problem.name, place: dataset.place(ofRow: row))
    }
    return dataset
  }

  /// There is nothing to be seen first.
  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned { Learned() }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder { LikenessEncoder(problem: problem.name) }

  public static func reading(_ problem: Problem, _ setting: Setting) throws -> any Reading {
    TwoSides(try pooling(problem) == .mean ? .every : .first)
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    .contrastive(
      problem.name, try pooling(problem),
      temperature: Float(try options(problem).temperature ?? 0.05))
  }

  public static func metric(_ problem: Problem) throws -> any Metric { ContrastMetric() }

  private static func pooling(_ problem: Problem) throws -> ContrastiveHead.Pooling {
    try options(problem).pooling ?? .pooled
  }
}
