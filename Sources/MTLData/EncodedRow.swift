/// What the tokenizer says of one input.
public struct EncodedRow: Equatable, Sendable {
  public let ids: [Int32]
  public let types: [Int32]
  /// The word of its side that each piece belongs to; -1 for special pieces.
  public let words: [Int32]
  /// 0 for pieces of the first text, 1 for those of the second; special pieces may say anything below
  /// that. 2 + m for everything of modality m.
  public let sides: [Int8]
  /// How many words each text has before truncation: one number, or two for a pair.
  public let wordCounts: [Int]
  /// The first piece of each word that has one.
  public let wordStarts: [WordStart]
  /// How many pieces truncation took away.
  public let truncated: Int

  /// Where a word begins.
  public struct WordStart: Equatable, Sendable {
    public let piece: Int32
    /// The word's number, counted over both texts.
    public let word: Int32
  }

  public init(
    ids: [Int32], types: [Int32], words: [Int32], sides: [Int8], wordCounts: [Int],
    truncated: Int = 0
  ) {
    precondition(ids.count == types.count && ids.count == words.count && ids.count == sides.count)
    precondition(wordCounts.count == 1 || wordCounts.count == 2)
    self.ids = ids
    self.types = types
    self.words = words
    self.sides = sides
    self.wordCounts = wordCounts
    self.truncated = truncated
    wordStarts = EncodedRow.starts(words, sides, wordCounts)
  }

  private static func starts(
    _ words: [Int32], _ sides: [Int8], _ wordCounts: [Int]
  ) -> [WordStart] {
    var starts: [WordStart] = []
    var last: (side: Int8, word: Int32) = (0, -1)
    for i in words.indices where words[i] >= 0 && (sides[i], words[i]) != last {
      last = (sides[i], words[i])
      let before = sides[i] == 0 ? 0 : wordCounts[0]
      starts.append(WordStart(piece: Int32(i), word: words[i] + Int32(before)))
    }
    return starts
  }

  /// Throws, naming `place`, where clean-up has left nothing of a text; beside other modalities there
  /// may be none.
  func checkPieces(place: @autoclosure () -> String) throws(DataError) {
    if wordCounts == [0], sides.contains(where: { $0 >= 2 }) { return }
    for side in wordCounts.indices {
      let isThere = ids.indices.contains { words[$0] >= 0 && Int(sides[$0]) == side }
      guard isThere else { throw DataError(place(), .row(.noPieces(second: side == 1))) }
    }
  }
}
