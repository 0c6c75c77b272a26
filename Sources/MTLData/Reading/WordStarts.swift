import MTLKernels

/// The row as it is, and of it the first piece of each word.
public struct WordStarts: Reading {
  public init() {}

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    RowReading(rows: [Array(row.firstPieces)])
  }
}
