import MTLKernels

/// A masked copy of the row, a sequence of its own, and of it the hidden places.
public struct Masked: Reading {
  private let masking: Masking

  public init(_ masking: Masking) { self.masking = masking }

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    let hidden = masking.hide(row.ids, firstPieces: row.firstPieces, key: key)
    return RowReading(
      sequences: [PieceSequence(ids: hidden.ids, types: Array(row.types))],
      rows: [hidden.places], targetIDs: hidden.targets)
  }
}

/// A masked copy of a pair: its hidden places, and its first piece, which says how the two spans
/// relate. What the row's encoder says of that stands before the hidden pieces.
public struct MaskedPair: Reading {
  private let masked: Masked

  public init(_ masking: Masking) { masked = Masked(masking) }

  public func read(_ row: RowPieces, key: RandomKey) -> RowReading {
    var reading = masked.read(row, key: key)
    reading.rows.append([0])
    reading.targetIDs = Array(row.targetIDs ?? []) + (reading.targetIDs ?? [])
    return reading
  }
}
