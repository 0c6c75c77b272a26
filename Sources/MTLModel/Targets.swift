/// What a head should have said: ids (classes, pieces) or numbers, of all instances end to end.
public struct Targets: Equatable, Sendable {
  /// An id of -1 counts neither in the loss nor in the metrics.
  public var ids: [Int32]
  public var numbers: [Float]
  /// How many ids each instance has; numbers, where there are no ids.
  public var lengths: [Int]

  public init(ids: [Int32] = [], numbers: [Float] = [], lengths: [Int]) {
    self.ids = ids
    self.numbers = numbers
    self.lengths = lengths
  }
}
