import MTLData
import MTLKernels
import Testing

@Suite struct TwoSidesTests {
  /// [CLS] a b [SEP] c [SEP], as a slice of a longer array.
  private let pair = RowPieces(
    ids: [9, 101, 7, 8, 102, 5, 102][1...], types: [9, 0, 0, 0, 0, 1, 1][1...],
    firstPieces: [], targetIDs: [-1])

  private func text(targetIDs: [Int32]?) -> RowPieces {
    RowPieces(ids: [101, 7, 102], types: [0, 0, 0], firstPieces: [1], targetIDs: targetIDs?[...])
  }

  @Test func aPairIsTwoTexts() {
    let first = PieceSequence(ids: [101, 7, 8, 102], types: [0, 0, 0, 0])
    let second = PieceSequence(ids: [101, 5, 102], types: [0, 0, 0])
    let key = RandomKey(seed: 0)
    #expect(
      TwoSides(.first).read(pair, key: key)
        == RowReading(sequences: [first, second], rows: [[0], [4]]))
    #expect(
      TwoSides(.every).read(pair, key: key)
        == RowReading(sequences: [first, second], rows: [[0, 1, 2, 3], [4, 5, 6]]))
  }

  @Test func aTextIsReadTwiceToLearnAndOnceToAnswer() {
    let whole = PieceSequence(ids: [101, 7, 102], types: [0, 0, 0])
    let key = RandomKey(seed: 0)
    #expect(
      TwoSides(.first).read(text(targetIDs: [-1]), key: key)
        == RowReading(sequences: [whole, whole], rows: [[0], [3]]))
    #expect(
      TwoSides(.every).read(text(targetIDs: nil), key: key)
        == RowReading(rows: [[0, 1, 2], []]))
  }
}
