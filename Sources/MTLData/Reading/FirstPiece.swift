import MTLKernels

/// The row as it is, and of it the first piece: [CLS].
public struct FirstPiece: Reading {
  public init() {}

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading { RowReading(rows: [[0]]) }
}
