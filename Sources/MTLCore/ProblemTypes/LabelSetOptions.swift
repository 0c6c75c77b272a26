import MTLData
import MTLModel

/// What users may say of a problem whose head chooses a set of labels.
public struct LabelSetOptions: Decodable, Sendable {
  /// Replaces the dropout of the run in this head.
  public var headDropout: Double?
  /// Replaces the label smoothing of the run in this head.
  public var labelSmoothing: Double?
  /// γ of focal loss.
  public var focalGamma: Double?
  /// What a label that is so weighs beside one that is not: a number, or one a label.
  public var positiveWeight: JSONValue?
  /// From which probability on a label is chosen: a number, one a label, or `tune`.
  public var thresholds: JSONValue?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
    case labelSmoothing = "label_smoothing"
    case focalGamma = "focal_gamma"
    case positiveWeight = "positive_weight"
    case thresholds
  }

  /// Throws for numbers that mean nothing.
  func check(path: String) throws(ConfigurationError) {
    try checkShare(headDropout, "\(path).head_dropout")
    try checkShare(labelSmoothing, "\(path).label_smoothing")
    try checkFocus(focalGamma, "\(path).focal_gamma")
    _ = try weights(path)
    _ = try chosenThresholds(path)
  }

  /// Whether thresholds are chosen by what they score on dev.
  var isTuned: Bool { thresholds?.asText == "tune" }

  func dropout(_ settings: HeadSettings) -> Float {
    headDropout.map { Float($0) } ?? settings.dropout
  }

  func loss(_ problem: Problem, _ settings: HeadSettings) throws -> LabelSetLoss {
    let path = "options.\(problem.name)"
    let weights = try weights(path)?.numbers(
      of: try problem.requireLabels().labels, otherwise: 1, path: "\(path).positive_weight")
    return LabelSetLoss(
      smoothing: labelSmoothing.map { Float($0) } ?? settings.labelSmoothing,
      focus: Float(focalGamma ?? 0), positiveWeights: weights ?? [])
  }

  /// A threshold a label; nil where they are tuned.
  func thresholds(of problem: Problem) throws -> [Float]? {
    if isTuned { return nil }
    let path = "options.\(problem.name)"
    let numbers = try chosenThresholds(path) ?? .one(0.5)
    return try numbers.numbers(
      of: try problem.requireLabels().labels, otherwise: 0.5, path: "\(path).thresholds")
  }

  private func weights(_ path: String) throws(ConfigurationError) -> LabelNumbers? {
    guard let positiveWeight else { return nil }
    let form = LabelNumbers.Form(
      expected: "a number above 0, or a table of labels and such numbers",
      number: "a number above 0", range: 1e-9...1e9)
    return try LabelNumbers(positiveWeight, form, path: "\(path).positive_weight")
  }

  private func chosenThresholds(_ path: String) throws(ConfigurationError) -> LabelNumbers? {
    guard let thresholds else { return nil }
    let form = LabelNumbers.Form(
      expected: "a number from 0 to 1, a table of labels and such numbers, or 'tune'",
      number: "a number from 0 to 1", range: 0...1, word: "tune")
    return try LabelNumbers(thresholds, form, path: "\(path).thresholds")
  }
}
