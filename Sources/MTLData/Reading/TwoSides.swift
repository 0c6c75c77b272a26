import MTLKernels

/// Two sequences a row: the sides of a pair, each as a text of its own, or a single text twice.
///
/// The first feed reads one side, the second the other. A single text that is only to be encoded
/// (it has no target, not even an empty one) is read once, and its second feed reads nothing.
public struct TwoSides: Reading {
  private let pieces: Pieces

  /// What the head reads of a side.
  public enum Pieces: Sendable { case first, every }

  public init(_ pieces: Pieces) { self.pieces = pieces }

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    let whole = PieceSequence(ids: Array(row.ids), types: Array(row.types))
    guard let (first, second) = sides(whole) else {
      guard row.targetIDs != nil else { return RowReading(rows: [rows(of: whole, from: 0), []]) }
      return reading(whole, whole)
    }
    return reading(first, second)
  }

  private func reading(_ first: PieceSequence, _ second: PieceSequence) -> RowReading {
    RowReading(
      sequences: [first, second],
      rows: [rows(of: first, from: 0), rows(of: second, from: first.ids.count)])
  }

  private func rows(of sequence: PieceSequence, from start: Int) -> [Int32] {
    let count = pieces == .first ? 1 : sequence.ids.count
    return (start..<start + count).map { Int32($0) }
  }

  /// `[CLS] a [SEP]` and `[CLS] b [SEP]` of `[CLS] a [SEP] b [SEP]`, all of a's type; nil where
  /// there is no second type.
  private func sides(_ row: PieceSequence) -> (PieceSequence, PieceSequence)? {
    guard let start = row.ids.first, let type = row.types.first,
      let border = row.types.firstIndex(where: { $0 != type })
    else { return nil }
    let (first, second) = (Array(row.ids[..<border]), [start] + row.ids[border...])
    return (
      PieceSequence(ids: first, types: first.map { _ in type }),
      PieceSequence(ids: second, types: second.map { _ in type })
    )
  }
}
