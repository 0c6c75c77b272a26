import MTLKernels

/// The row as it is, and of it the first piece of each word and every row of some modalities, in the
/// order of ``ModalTagEncoder``.
public struct WordAndModalStarts: Reading {
  private let ids: [Int32]

  public init(_ names: [String], of modalities: Modalities) {
    ids = modalities.numbered(names).map { Int32(-1 - $0.number) }
  }

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    var rows = Array(row.firstPieces)
    for id in ids {
      for (place, found) in row.ids.enumerated() where found == id { rows.append(Int32(place)) }
    }
    return RowReading(rows: [rows])
  }
}
