/// What a head should have said.
public enum Targets: Equatable, Sendable {
  /// Nothing is known: a prediction.
  case none
  /// A class a row; -1 for a row that counts neither in the loss nor in the metrics.
  case classes([Int32])
}

/// What one problem sees of a batch.
public struct HeadBatch: Equatable, Sendable {
  /// The packed rows that the head reads, in order: the first row of each of its sequences for a
  /// pooled head, the first piece of each word for a tagger.
  public var rows: [Int32]
  /// How many of `rows` each sequence has; they add up to `rows.count`.
  public var lengths: [Int]
  public var targets: Targets
  /// What a row's loss is multiplied with before backward: the problem's weight over its valid rows
  /// in the whole (accumulated, global) batch.
  public var scale: Float

  public init(rows: [Int32], lengths: [Int], targets: Targets = .none, scale: Float = 1) {
    self.rows = rows
    self.lengths = lengths
    self.targets = targets
    self.scale = scale
  }
}
