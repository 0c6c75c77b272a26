import MTLData
import MTLKernels

/// What users may say of a tagging problem.
public struct TagOptions: ClassLossOptions {
  public var headDropout: Double?
  public var labelSmoothing: Double?
  public var classWeights: JSONValue?
  public var focalGamma: Double?
  /// Whether the tags of a row are chosen together, by a conditional random field.
  public var crf: Bool?
  /// Whether that field may take only paths that the tags' scheme allows.
  public var constrainTransitions: Bool?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
    case labelSmoothing = "label_smoothing"
    case classWeights = "class_weights"
    case focalGamma = "focal_gamma"
    case crf
    case constrainTransitions = "constrain_transitions"
  }

  var isChain: Bool { crf ?? false }

  /// Throws for numbers that mean nothing, and for options that do not go together.
  func check(path: String) throws(ConfigurationError) {
    try checkLoss(path: path)
    if constrainTransitions ?? false, !isChain {
      throw .range(
        path: "\(path).constrain_transitions", expected: "crf to be true beside it",
        actual: "\(crf.map { "\($0)" } ?? "none")")
    }
    guard isChain else { return }
    let others: [(String, String?)] = [
      ("label_smoothing", labelSmoothing.map { "\($0)" }),
      ("class_weights", classWeights?.summary), ("focal_gamma", focalGamma.map { "\($0)" }),
    ]
    for (key, value) in others {
      guard let value else { continue }
      throw .range(path: "\(path).\(key)", expected: "none beside crf", actual: value)
    }
  }

  /// What the tags' scheme allows, where it is to be kept; throws for tags of another scheme.
  func rules(_ problem: Problem) throws -> TagRules? {
    guard constrainTransitions ?? false else { return nil }
    let texts = try problem.requireLabels().labels.map(\.description)
    guard let table = TagTable(texts), let rules = table.rules else {
      throw ConfigurationError.range(
        path: "options.\(problem.name).constrain_transitions",
        expected: "tags of IOB2, IOBES, BILOU or BMES",
        actual: TagTable(texts).map { "tags of \($0.scheme.rawValue)" } ?? "tags without spans")
    }
    return TagRules(scheme: table.scheme.rawValue, transitions: rules)
  }
}
