extension EncodedRow {
  /// `[CLS] first [SEP] second [SEP]`. Words are counted as in their documents, so that a word of
  /// which truncation has left a part is still one.
  public init(_ pair: DocumentPair, of documents: [Document], classifier: Int32, separator: Int32) {
    var row = (ids: [classifier], types: [Int32(0)], words: [Int32(-1)], sides: [Int8(-1)])
    var counts: [Int] = []
    for (side, span) in [pair.first, pair.second].enumerated() {
      let document = documents[span.document]
      let first = span.pieces.isEmpty ? 0 : document.words[span.pieces.lowerBound]
      for piece in span.pieces {
        row.ids.append(document.ids[piece])
        row.words.append(document.words[piece] - first)
      }
      counts.append(Int((row.words.last ?? -1) + 1))
      row.ids.append(separator)
      row.words.append(-1)
      row.types += repeatElement(Int32(side), count: span.pieces.count + 1)
      row.sides += repeatElement(Int8(side), count: span.pieces.count) + [-1]
    }
    self.init(
      ids: row.ids, types: row.types, words: row.words, sides: row.sides, wordCounts: counts)
  }
}
