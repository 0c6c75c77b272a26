/// The tokens of a batch, end to end.
public struct TextRows: Equatable, Sendable {
  public let ids: [Int32]  // [tokens]
  public let types: [Int32]  // [tokens], the segment of each
  public let positions: [Int32]  // [tokens], counted from 0 in each sequence
  public let packing: Packing

  public init(ids: [Int32], types: [Int32], lengths: [Int]) {
    packing = Packing(lengths: lengths)
    precondition(ids.count == packing.tokens && types.count == packing.tokens)
    self.ids = ids
    self.types = types
    positions = lengths.flatMap { 0..<Int32($0) }
  }
}
