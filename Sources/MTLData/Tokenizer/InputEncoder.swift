/// Encodes one input after another, keeping its memory from one to the next.
struct InputEncoder {
  private let classifier: Int32
  private let separator: Int32
  private var first: PieceScanner
  private var second: PieceScanner

  init(_ tokenizer: Tokenizer) {
    classifier = tokenizer.classifier
    separator = tokenizer.separator
    first = PieceScanner(tokenizer.rules)
    second = PieceScanner(tokenizer.rules)
  }

  /// `[CLS] first [SEP]`, or `[CLS] first [SEP] second [SEP]`.
  mutating func encode(_ input: Input, maximumLength: Int?) -> Encoding {
    var empty: [WordPlace] = []
    var words = [InputEncoder.scan(input.first, side: 0, with: &first, &empty)]
    if let segment = input.second {
      words.append(InputEncoder.scan(segment, side: 1, with: &second, &empty))
    }

    let isPair = input.second != nil
    let room = (maximumLength ?? .max) - Tokenizer.specialTokens(pair: isPair)
    let whole = (first: first.pieces.count, second: isPair ? second.pieces.count : 0)
    let kept = longestFirst(whole.first, isPair ? whole.second : nil, room: room)

    let count = kept.first + kept.second + Tokenizer.specialTokens(pair: isPair)
    var encoding = Encoding(
      capacity: count, wordCounts: words, emptyWords: empty,
      truncated: whole.first + whole.second - kept.first - kept.second)
    encoding.append(special: classifier, type: 0)
    encoding.append(first.pieces, count: kept.first, side: 0)
    encoding.append(special: separator, type: 0)
    if isPair {
      encoding.append(second.pieces, count: kept.second, side: 1)
      encoding.append(special: separator, type: 1)
    }
    return encoding
  }

  /// Answers how many words the segment has.
  private static func scan(
    _ segment: Segment, side: Int, with scanner: inout PieceScanner, _ empty: inout [WordPlace]
  ) -> Int {
    scanner.reset()
    switch segment {
    case .text(var text):
      text.withUTF8 { scanner.scan(text: $0) }
      return Int(scanner.wordIndex)
    case .words(let words):
      for (index, word) in words.enumerated() {
        var word = word
        let before = scanner.pieces.count
        word.withUTF8 { scanner.scan(text: $0, asWord: Int32(truncatingIfNeeded: index)) }
        if scanner.pieces.count == before { empty.append(WordPlace(side: side, word: index)) }
      }
      return words.count
    case .sentences:
      return scan(segment.flattened, side: side, with: &scanner, &empty)
    }
  }
}

extension Encoding {
  fileprivate init(capacity: Int, wordCounts: [Int], emptyWords: [WordPlace], truncated: Int) {
    (ids, types, offsets, words, sides) = ([], [], [], [], [])
    self.wordCounts = wordCounts
    self.emptyWords = emptyWords
    self.truncated = truncated
    ids.reserveCapacity(capacity)
    types.reserveCapacity(capacity)
    offsets.reserveCapacity(capacity)
    words.reserveCapacity(capacity)
    sides.reserveCapacity(capacity)
  }

  fileprivate mutating func append(special id: Int32, type: Int32) {
    ids.append(id)
    types.append(type)
    offsets.append(0..<0)
    words.append(-1)
    sides.append(-1)
  }

  fileprivate mutating func append(_ pieces: [Piece], count: Int, side: Int8) {
    for piece in pieces.prefix(count) {
      ids.append(piece.id)
      types.append(Int32(side))
      offsets.append(piece.start..<piece.end)
      words.append(piece.word)
      sides.append(side)
    }
  }
}
