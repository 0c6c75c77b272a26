import MTLData
import MTLModel

/// The sequences of a batch while they are laid end to end.
struct JoinedText {
  private var ids: [Int32] = []
  private var types: [Int32] = []
  private var lengths: [Int] = []
  private var row: RowPieces?
  /// Where the row itself begins, once a problem has asked for it.
  private var rowStart: Int32?

  var rows: TextRows { TextRows(ids: ids, types: types, lengths: lengths) }

  /// Turns to the next row, of which nothing is read yet.
  mutating func begin(_ features: GroupFeatures, row: Int) {
    self.row = features.pieces(ofRow: row, problem: nil)
    rowStart = nil
  }

  /// The first piece of what a problem reads: the row, which all share, or its own sequences.
  mutating func start(of reading: RowReading) -> Int32 {
    if !reading.sequences.isEmpty {
      let start = Int32(ids.count)
      for sequence in reading.sequences { append(sequence.ids, sequence.types) }
      return start
    }
    if let rowStart { return rowStart }
    let start = Int32(ids.count)
    if let row { append(row.ids, row.types) }
    rowStart = start
    return start
  }

  private mutating func append(_ ids: some Collection<Int32>, _ types: some Collection<Int32>) {
    self.ids += ids
    self.types += types
    lengths.append(ids.count)
  }
}
