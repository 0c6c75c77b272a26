/// What the sequences of a decoder are made of.
public struct SequenceVocabulary: Equatable, Sendable {
  /// The ids that a target may have: 0 ..< known.
  public let known: Int
  /// The ids that can be said, the end among them: 0 ..< outputs.
  public let outputs: Int
  /// The rows of the table of embeddings.
  public let rows: Int
  /// What every sequence begins with, and what ends it.
  public let begin, end: Int32
  /// What stands for an id that is not known.
  public let unknown: Int32

  /// Labels of the decoder's own, and behind them the end, the beginning and the unknown.
  public init(labels count: Int) {
    (known, outputs, rows) = (count, count + 1, count + 3)
    (end, begin, unknown) = (Int32(count), Int32(count) + 1, Int32(count) + 2)
  }

  /// The pieces of a tokenizer, which has its own beginning and end.
  public init(pieces count: Int, begin: Int32, end: Int32, unknown: Int32) {
    (known, outputs, rows) = (count, count, count)
    (self.begin, self.end, self.unknown) = (begin, end, unknown)
  }

  func isKnown(_ id: Int32) -> Bool { id >= 0 && id < known }
}
