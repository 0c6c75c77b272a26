/// A head's answer.
public struct HeadOutput: Equatable, Sendable {
  /// A row a head row, end to end: probabilities, numbers or vectors.
  public var values: [Float]  // [rows, columns]
  public var columns: Int
  /// The class chosen, a head row each; or sets and sequences, end to end.
  public var ids: [Int32]
  /// How many ids each instance has, where they are sets or sequences.
  public var lengths: [Int]
  /// How many rows of values each instance has, where not one for each row that the head reads.
  public var rowLengths: [Int]
  /// The summed, unscaled loss of each term; zero without targets.
  public internal(set) var losses: [Double] = [0]

  public init(
    values: [Float], columns: Int, ids: [Int32] = [], lengths: [Int] = [],
    rowLengths: [Int] = []
  ) {
    self.values = values
    self.columns = columns
    self.ids = ids
    self.lengths = lengths
    self.rowLengths = rowLengths
  }

  /// Chooses the most probable class, the first of equals.
  public init(probabilities: [Float], classes: Int) {
    let chosen = stride(from: 0, to: probabilities.count, by: max(classes, 1)).map { start in
      var best = start
      for i in start..<start + classes where probabilities[i] > probabilities[best] { best = i }
      return Int32(best - start)
    }
    self.init(values: probabilities, columns: classes, ids: chosen)
  }
}
