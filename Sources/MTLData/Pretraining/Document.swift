/// The pieces of a document's sentences, end to end.
public struct Document: Equatable, Sendable {
  public private(set) var ids: [Int32] = []  // [pieces]
  /// The word each piece belongs to, counted over the whole document.
  public private(set) var words: [Int32] = []  // [pieces]
  /// Where each sentence begins among the pieces.
  public private(set) var starts: [Int] = [0]  // [sentences + 1]
  private var wordCount: Int32 = 0

  public init() {}

  public var sentences: Int { starts.count - 1 }

  /// Adds a sentence; one of which clean-up has left nothing is left out, as published.
  public mutating func append(_ sentence: Encoding) {
    for (id, word) in zip(sentence.ids, sentence.words) where word >= 0 {
      ids.append(id)
      words.append(wordCount + word)
    }
    wordCount += Int32(clamping: sentence.wordCounts.first ?? 0)
    if ids.count > starts[starts.count - 1] { starts.append(ids.count) }
  }

  /// The pieces of some sentences.
  func pieces(of sentences: Range<Int>) -> Range<Int> {
    starts[sentences.lowerBound]..<starts[sentences.upperBound]
  }
}
