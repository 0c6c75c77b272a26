/// What the model reads of one input, and where each piece comes from.
public struct Encoding: Equatable, Sendable {
  /// The vocabulary's number of each piece, special tokens included; -1 - m for a row of modality m.
  public var ids: [Int32]
  /// 0 up to and including the first `[SEP]`, 1 after it.
  public var types: [Int32]
  /// Which Unicode scalars the piece was made of: of its text, or of its word where the user has
  /// split the words. `0..<0` for special tokens that the tokenizer adds.
  public var offsets: [Range<Int32>]
  /// The word each piece belongs to, counted in its side: the user's word where the user has split
  /// them, else what lies between spaces and punctuation. -1 for special tokens that the tokenizer
  /// adds.
  public var words: [Int32]
  /// 0 for pieces of the first segment, 1 for the second, 2 + m for modality m and the special tokens
  /// around it, -1 for special tokens that the tokenizer adds.
  public var sides: [Int8]
  /// How many words each segment has before truncation: one number, or two for a pair.
  public var wordCounts: [Int]
  /// Words of the user that hold nothing to read (empty, only spaces, only controls): as in
  /// `transformers` they have no piece, so nothing in ``words`` names them.
  public var emptyWords: [WordPlace]
  /// How many pieces truncation took away.
  public var truncated: Int

  public var count: Int { ids.count }
}

/// A word of the user: which side, which word of it, both counted from 0.
public struct WordPlace: Equatable, Sendable {
  public var side: Int
  public var word: Int

  public init(side: Int, word: Int) {
    self.side = side
    self.word = word
  }
}
