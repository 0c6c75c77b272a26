extension EncodedRow {
  /// What features need of an encoding.
  public init(_ encoding: Encoding) {
    self.init(
      ids: encoding.ids, types: encoding.types, words: encoding.words,
      sides: encoding.sides, wordCounts: encoding.wordCounts,
      truncated: encoding.truncated)
  }
}
