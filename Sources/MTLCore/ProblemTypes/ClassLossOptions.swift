import MTLData
import MTLModel

/// What users may say of every problem whose head chooses one label, of a text or of a word.
public protocol ClassLossOptions: Decodable, Sendable {
  /// Replaces the dropout of the run in this head.
  var headDropout: Double? { get }
  /// Replaces the label smoothing of the run in this head.
  var labelSmoothing: Double? { get }
  /// A weight a label, or `balanced`.
  var classWeights: JSONValue? { get }
  /// γ of focal loss.
  var focalGamma: Double? { get }
}

extension ClassLossOptions {
  /// Throws for numbers that mean nothing.
  func checkLoss(path: String) throws(ConfigurationError) {
    try checkShare(headDropout, "\(path).head_dropout")
    try checkShare(labelSmoothing, "\(path).label_smoothing")
    try checkFocus(focalGamma, "\(path).focal_gamma")
    _ = try weights(path: path)
  }

  func dropout(_ settings: HeadSettings) -> Float {
    headDropout.map { Float($0) } ?? settings.dropout
  }

  /// Whether weights follow the training data.
  var isBalanced: Bool { classWeights?.asText == "balanced" }

  /// The loss of a head; its labels are known.
  func loss(_ problem: Problem, _ settings: HeadSettings) throws -> ClassLoss {
    let labels = try problem.requireLabels().labels
    let path = "options.\(problem.name)"
    var weights = try weights(path: path)?
      .numbers(of: labels, otherwise: 1, path: "\(path).class_weights")
    if isBalanced { weights = balanced(problem.learned?.classWeights, labels.count) }
    return ClassLoss(
      smoothing: labelSmoothing.map { Float($0) } ?? settings.labelSmoothing,
      focus: Float(focalGamma ?? 0), weights: weights ?? [])
  }

  /// What the training data says of balanced weights, beside what is learnt already.
  func balance(_ learned: Learned, _ targets: [Target]) -> Learned {
    var learned = learned
    learned.classWeights = isBalanced ? learned.labels.map { balancedWeights($0, targets) } : nil
    return learned
  }

  /// A folder may have been changed by hand: weights of other labels are none.
  private func balanced(_ weights: [Double]?, _ labels: Int) -> [Float]? {
    guard let weights, weights.count == labels else { return nil }
    return weights.map { Float($0) }
  }

  private func weights(path: String) throws(ConfigurationError) -> LabelNumbers? {
    guard let classWeights else { return nil }
    let form = LabelNumbers.Form(
      expected: "a table of labels and weights, or 'balanced'", number: "a number from 0",
      range: 0...1e9, takesOne: false, word: "balanced")
    return try LabelNumbers(classWeights, form, path: "\(path).class_weights")
  }
}

/// Throws unless a share lies in 0 ..< 1.
func checkShare(_ value: Double?, _ path: String) throws(ConfigurationError) {
  guard let value, !(0...0.999 ~= value) else { return }
  throw .range(path: path, expected: "a number from 0 to below 1", actual: "\(value)")
}

/// Throws unless a focus lies in 0 ... 100.
func checkFocus(_ value: Double?, _ path: String) throws(ConfigurationError) {
  guard let value, !(0...100 ~= value) else { return }
  throw .range(path: path, expected: "a number from 0 to 100", actual: "\(value)")
}

/// n / (labels · how often a label occurs), as `sklearn.utils.class_weight` has it; a label that does
/// not occur weighs as if it did once.
private func balancedWeights(_ vocabulary: LabelVocabulary, _ targets: [Target]) -> [Double] {
  var counts = vocabulary.labels.map { _ in 0 }
  for target in targets {
    for label in target.allLabels {
      if let id = vocabulary.id(of: label) { counts[Int(id)] += 1 }
    }
  }
  let all = Double(counts.reduce(0, +))
  return counts.map { all / Double(counts.count * max($0, 1)) }
}

extension Target {
  /// The labels of the row, or of its words.
  fileprivate var allLabels: [Label] {
    switch self {
    case .label(let label): [label]
    case .labels(let labels): labels
    case .byModality(let parts): parts.values.flatMap { $0 }
    default: []
    }
  }
}
