import MTLData
import MTLModel

/// The sequences of a batch while they are laid end to end.
struct JoinedText {
  private var ids: [Int32] = []
  private var types: [Int32] = []
  private var lengths: [Int] = []
  private var modal = JoinedModalities()
  private var features: GroupFeatures?
  private var row = 0
  /// Where the row itself begins, once a problem has asked for it.
  private var rowStart: Int32?

  var rows: TextRows {
    TextRows(
      ids: ids, types: types, lengths: lengths, modal: modal.rows, modalTypes: modal.types)
  }

  /// Turns to the next row, of which nothing is read yet.
  mutating func begin(_ features: GroupFeatures, row: Int) {
    self.features = features
    self.row = row
    rowStart = nil
  }

  /// The first piece of what a problem reads: the row, which all share, or its own sequences.
  mutating func start(of reading: RowReading) -> Int32 {
    if !reading.sequences.isEmpty {
      let start = Int32(ids.count)
      for sequence in reading.sequences { append(sequence.ids[...], sequence.types[...]) }
      return start
    }
    if let rowStart { return rowStart }
    let start = Int32(ids.count)
    if let pieces = features?.pieces(ofRow: row, problem: nil) { append(pieces.ids, pieces.types) }
    rowStart = start
    return start
  }

  private mutating func append(_ ids: ArraySlice<Int32>, _ types: ArraySlice<Int32>) {
    if let features { modal.append(ids, start: Int32(self.ids.count), of: features, row: row) }
    self.ids += ids
    self.types += types
    lengths.append(ids.count)
  }
}
