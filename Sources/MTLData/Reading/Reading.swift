import MTLKernels

/// What one problem has the encoder read of a row, and which pieces of it the problem's head reads.
///
/// Most problems read the row as it is; the encoder then reads it once for all of them. A masked
/// language model reads a masked copy, a contrastive learner two copies: each a sequence of its own.
public protocol Reading: Sendable {
  /// `key` is the row's own randomness: new in every step of training, always the same in evaluation.
  func read(_ row: RowPieces, key: RandomKey) -> RowReading
}

/// A tokenized row, as a reading sees it.
public struct RowPieces: Sendable {
  public let ids: ArraySlice<Int32>
  public let types: ArraySlice<Int32>
  /// The place in the row of each kept word's first piece.
  public let firstPieces: ArraySlice<Int32>
  /// The ids that the problem's encoder has made of the row's target; nil for a prediction.
  public let targetIDs: ArraySlice<Int32>?

  public init(
    ids: ArraySlice<Int32>, types: ArraySlice<Int32>, firstPieces: ArraySlice<Int32>,
    targetIDs: ArraySlice<Int32>? = nil
  ) {
    self.ids = ids
    self.types = types
    self.firstPieces = firstPieces
    self.targetIDs = targetIDs
  }
}

/// A sequence for the encoder.
public struct PieceSequence: Equatable, Sendable {
  public var ids: [Int32]
  public var types: [Int32]

  public init(ids: [Int32], types: [Int32]) {
    precondition(ids.count == types.count)
    self.ids = ids
    self.types = types
  }
}

/// What a reading makes of a row.
public struct RowReading: Equatable, Sendable {
  /// Empty: the row itself, which all such problems of a group share.
  public var sequences: [PieceSequence]
  /// For each feed of the head the pieces that it reads, counted from the first piece of the row, or
  /// of `sequences` laid end to end.
  public var rows: [[Int32]]
  /// Takes the place of the row's target ids.
  public var targetIDs: [Int32]?

  public init(
    sequences: [PieceSequence] = [], rows: [[Int32]], targetIDs: [Int32]? = nil
  ) {
    self.sequences = sequences
    self.rows = rows
    self.targetIDs = targetIDs
  }
}
