/// How often each group of a chain is drawn.
public enum SamplingStrategy: Equatable, Sendable {
  /// In proportion to the group's rows.
  case dataBalanced
  /// Each group alike.
  case problemBalanced
  /// In proportion to rows^(1/T): T = 1 is `dataBalanced`, a large T nears `problemBalanced`.
  case temperature(Double)
  /// In proportion to these weights, by the group's text (`a`, `b&c`).
  case weights([String: Double])

  /// The names that a configuration may give.
  public static let names = ["data_balanced", "problem_balanced", "temperature"]

  /// The strategy of a name; `temperature` counts for `temperature` alone. Throws for other names.
  public init(named name: String, temperature: Double = 1) throws(SamplingError) {
    switch name {
    case "data_balanced": self = .dataBalanced
    case "problem_balanced": self = .problemBalanced
    case "temperature": self = .temperature(temperature)
    default: throw .strategy(name, known: Self.names)
    }
  }
}
