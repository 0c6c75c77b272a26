/// What a profile is asked for.
public struct ProfileRequest: Equatable, Sendable {
  /// How many steps are watched; one more comes before them.
  public var steps = 10
  /// Where the trace is to be written; it may take the place of an earlier one, and of nothing else.
  public var trace: String?
  /// How the model is trained meanwhile.
  public var training = TrainingConfiguration()

  public init() {}

  func validate() throws {
    guard (1...1000).contains(steps) else {
      throw ConfigurationError.range(
        path: "steps", expected: "a whole number from 1 to 1000", actual: "\(steps)")
    }
    if let trace { try ProfileTrace.requirePlace(trace) }
  }

  /// `training` without what writes, resumes or asks for dev data, and with enough epochs: each has
  /// a batch at least.
  var trainingAlone: TrainingConfiguration {
    let standard = TrainingConfiguration()
    var training = training
    training.outputDirectory = nil
    training.saveEvery = nil
    training.resume = false
    training.overwrite = false
    training.evaluateEvery = nil
    training.patience = nil
    training.bestMetric = standard.bestMetric
    training.epochs = steps + 1
    return training
  }
}

extension ProfileRequest: Codable {
  public enum CodingKeys: String, CodingKey, CaseIterable { case steps, trace, training }

  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try values.read(.steps, into: &steps)
    trace = try values.decodeIfPresent(String.self, forKey: .trace)
    try values.read(.training, into: &training)
  }
}
