import MTLKernels

/// The row as it is, and of it the places where [MASK] is written.
public struct MaskPlaces: Reading {
  private let mask: Int32
  private let readsFirstPiece: Bool

  /// With `readsFirstPiece` a second feed reads [CLS].
  public init(mask: Int32, readsFirstPiece: Bool = false) {
    (self.mask, self.readsFirstPiece) = (mask, readsFirstPiece)
  }

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    let places = row.ids.enumerated().filter { $0.element == mask }.map { Int32($0.offset) }
    return RowReading(rows: readsFirstPiece ? [places, [0]] : [places])
  }
}
