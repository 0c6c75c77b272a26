/// What users may say of a problem whose head chooses among labels.
public struct ClassOptions: Decodable, Sendable {
  /// Replaces the dropout of the run in this head.
  public var headDropout: Double?
  /// Replaces the label smoothing of the run in this head.
  public var labelSmoothing: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
    case labelSmoothing = "label_smoothing"
  }

  func check(path: String) throws(ConfigurationError) {
    for (key, value) in [("head_dropout", headDropout), ("label_smoothing", labelSmoothing)] {
      guard let value, !(0...0.999 ~= value) else { continue }
      throw .range(
        path: "\(path).\(key)", expected: "a number from 0 to below 1", actual: "\(value)")
    }
  }

  func dropout(_ settings: HeadSettings) -> Float {
    headDropout.map { Float($0) } ?? settings.dropout
  }

  func smoothing(_ settings: HeadSettings) -> Float {
    labelSmoothing.map { Float($0) } ?? settings.labelSmoothing
  }
}
