/// The packed rows that one feed of a head reads.
public struct HeadRows: Equatable, Sendable {
  /// In the order of the instances: first rows for a pooled feed, say, or the first piece of each
  /// word.
  public var rows: [Int32]
  /// How many of `rows` each instance has; they add up to `rows.count`.
  public var lengths: [Int]

  public init(rows: [Int32] = [], lengths: [Int] = []) {
    self.rows = rows
    self.lengths = lengths
  }
}

/// What one problem sees of a batch.
public struct HeadBatch: Equatable, Sendable {
  /// One for each of the head's feeds.
  public var inputs: [HeadRows]
  /// nil where nothing is known: a prediction.
  public var targets: Targets?
  /// What each term of the loss is multiplied with before backward: the problem's weight over what
  /// the term counts in the whole (accumulated, global) batch.
  public var scales: [Float]

  public init(inputs: [HeadRows], targets: Targets? = nil, scales: [Float] = [1]) {
    self.inputs = inputs
    self.targets = targets
    self.scales = scales
  }

  /// For a head with one feed and at most one class a row.
  public init(rows: [Int32], lengths: [Int], classes: [Int32]? = nil, scale: Float = 1) {
    self.init(
      inputs: [HeadRows(rows: rows, lengths: lengths)],
      targets: classes.map { Targets(ids: $0, lengths: lengths) }, scales: [scale])
  }
}
