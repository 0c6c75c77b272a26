/// What users may say of a problem whose head answers with numbers.
public struct NumberOptions: Decodable, Sendable {
  /// Replaces the dropout of the run in this head.
  public var headDropout: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
  }

  func check(path: String) throws(ConfigurationError) {
    guard let value = headDropout, !(0...0.999 ~= value) else { return }
    throw .range(
      path: "\(path).head_dropout", expected: "a number from 0 to below 1", actual: "\(value)")
  }

  func dropout(_ settings: HeadSettings) -> Float {
    headDropout.map { Float($0) } ?? settings.dropout
  }
}
