import MTLData

/// What one call of ``Trainer/step()`` did. The cases' names are the `kind` of the JSON.
public enum TrainingEvent: Equatable, Sendable {
  case train(StepReport)
  case evaluating(done: Int, of: Int)
  case evaluation(EvaluationEvent)
  case finished(FinishedEvent)
}

/// One optimizer step.
public struct StepReport: Codable, Equatable, Sendable {
  /// Steps done, this one included.
  public let step: Int
  /// Steps of the whole run.
  public let steps: Int
  /// The pass over the data, counted from 0.
  public let epoch: Int
  /// The mean loss of each problem: over its own valid rows, or with class weights over the sum of
  /// their weights. Of a loss with several terms the sum of their means: for `pretrain` that of the
  /// hidden pieces and that of the relation. 0 for a problem that was not drawn.
  public let losses: [String: Double]
  /// The rows of each problem that counted, in the first term of its loss.
  public let rows: [String: Int]
  /// The weighted sum of `losses`.
  public let loss: Double
  public let learningRate: Double
  /// The global norm before clipping.
  public let gradientNorm: Double
  public let instances: Int
  public let tokens: Int
  public let seconds: Double

  enum CodingKeys: String, CodingKey {
    case step, steps, epoch, losses, rows, loss, instances, tokens, seconds
    case learningRate = "learning_rate"
    case gradientNorm = "gradient_norm"
  }
}

/// The scores on dev, and what followed from them.
public struct EvaluationEvent: Codable, Equatable, Sendable {
  public let step: Int
  public let epoch: Int
  public let report: JSONValue
  /// The score that decides, and its value here.
  public let metric: String
  public let value: Double
  public let isBest: Bool
  public let seconds: Double

  enum CodingKeys: String, CodingKey {
    case step, epoch, report, metric, value, seconds
    case isBest = "is_best"
  }
}

/// The end of a run.
public struct FinishedEvent: Codable, Equatable, Sendable {
  public enum Reason: String, Codable, Sendable {
    case completed
    case earlyStopping = "early_stopping"
  }

  public let reason: Reason
  public let step: Int
  /// The step whose weights the model now has: that of the best evaluation, else the last.
  public let weightsOfStep: Int
  public let best: Double?

  enum CodingKeys: String, CodingKey {
    case reason, step, best
    case weightsOfStep = "weights_of_step"
  }
}

extension TrainingEvent: Encodable {
  enum CodingKeys: String, CodingKey { case kind, done, of }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .train(let report):
      try container.encode("train", forKey: .kind)
      try report.encode(to: encoder)
    case .evaluating(let done, let total):
      try container.encode("evaluating", forKey: .kind)
      try container.encode(done, forKey: .done)
      try container.encode(total, forKey: .of)
    case .evaluation(let event):
      try container.encode("evaluation", forKey: .kind)
      try event.encode(to: encoder)
    case .finished(let event):
      try container.encode("finished", forKey: .kind)
      try event.encode(to: encoder)
    }
  }
}
