import MTLData
import MTLModel

extension Session {
  /// A model with the trunk and with a head for every problem of which everything is known; its
  /// weights are zero.
  static func model(
    _ encoder: EncoderConfiguration, _ problems: [Problem], _ settings: HeadSettings,
    _ trunk: TrunkChoice
  ) throws -> MultiTaskModel {
    let plans = try problems.compactMap { problem -> HeadPlan? in
      guard problem.learned != nil else { return nil }
      return try plan(problem, try problems.owner(of: problem), settings, encoder)
    }
    let model = try MultiTaskModel(
      encoder, heads: plans, trunk: try trunk.plan(), modalities: settings.setting.modalities.plan)
    for (i, plan) in plans.enumerated()
    where plan.source.pooledWidth != nil && !model.reads(.pooled, head: i) {
      throw ConfigurationError.range(
        path: "options.\(plan.problem).pooled_hidden_size",
        expected: "a type that reads the pooled output",
        actual: "'\(problems.first { $0.name == plan.problem }?.type ?? "")'")
    }
    return model
  }

  /// A problem's head, which is that of its owner.
  private static func plan(
    _ problem: Problem, _ owner: Problem, _ settings: HeadSettings, _ encoder: EncoderConfiguration
  ) throws -> HeadPlan {
    let plan = try ProblemTypes.of(owner).head(owner, settings)
    return HeadPlan(
      problem: problem.name, head: plan.head,
      source: try HeadOptions(owner).source(owner.name, layers: encoder.layers), make: plan.make)
  }
}
