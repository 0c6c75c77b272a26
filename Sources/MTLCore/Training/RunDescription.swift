/// What a run is going to do, said before its first step: how often each group is expected to be
/// drawn, and what each problem's loss weighs.
public struct RunDescription: Codable, Equatable, Sendable {
  public let steps: Int
  public let warmupSteps: Int
  /// Steps already done, where the run goes on from a checkpoint.
  public let done: Int
  public let groups: [Group]
  public let problems: [Weight]
  /// Sentences for the user: what was initialised at random, what was cut.
  public let notes: [String]

  /// One group of the chain.
  public struct Group: Codable, Equatable, Sendable {
    public let group: String
    public let rows: Int
    /// The probability that an instance is drawn from it.
    public let share: Double
    /// Expected passes over its rows in the whole run.
    public let passes: Double
    /// Rows that the maximal length cut.
    public let truncated: Int
  }

  /// One problem of the chain.
  public struct Weight: Codable, Equatable, Sendable {
    public let problem: String
    public let lossWeight: Double

    enum CodingKeys: String, CodingKey {
      case problem
      case lossWeight = "loss_weight"
    }
  }

  enum CodingKeys: String, CodingKey {
    case steps, done, groups, problems, notes
    case warmupSteps = "warmup_steps"
  }
}

extension Trainer {
  public func describe() -> RunDescription {
    let sampler = plan.batcher.sampler
    let instances = plan.instances
    return RunDescription(
      steps: plan.steps, warmupSteps: plan.schedule.warmup, done: progress.step,
      groups: sampler.groups.indices.map { g in
        let rows = plan.joining.groups[g].rows
        return RunDescription.Group(
          group: sampler.groups[g], rows: rows, share: sampler.shares[g],
          passes: sampler.shares[g] * instances / Double(rows),
          truncated: plan.truncated[g])
      },
      problems: zip(plan.joining.problems, plan.weights).map {
        RunDescription.Weight(problem: $0.name, lossWeight: $1)
      }, notes: session.loading.notes)
  }
}
