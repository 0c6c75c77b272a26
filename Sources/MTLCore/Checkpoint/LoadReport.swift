/// What became of each tensor of a checkpoint and each parameter of a model.
public struct LoadReport: Codable, Equatable, Sendable {
  /// Parameters that were filled, in the model's order.
  public var loaded: [String] = []
  /// Tensors of the checkpoint that the model has no place for.
  public var unexpected: [String] = []
  /// Parameters that the checkpoint does not have and that keep their random initial values.
  public var initialised: [String] = []
  /// `name in the file -> name in the model`, where they differ.
  public var renamed: [String] = []
  /// Sentences for the user.
  public var notes: [String] = []

  public init() {}

  /// This report followed by another.
  public func adding(_ other: LoadReport) -> LoadReport {
    var sum = self
    sum.loaded += other.loaded
    sum.unexpected += other.unexpected
    sum.initialised += other.initialised
    sum.renamed += other.renamed
    sum.notes += other.notes
    return sum
  }
}
