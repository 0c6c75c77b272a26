/// One piece of a side, before special tokens and truncation.
struct Piece {
  let id: Int32
  let start: Int32
  let end: Int32
  let word: Int32
}

/// One pass over a text's UTF-8: clean-up, splitting into words, and words into pieces, with
/// nothing in between but the word at hand.
///
/// The order of the stages is `BertNormalizer`'s (clean, Chinese, accents, lower case), then
/// `BertPreTokenizer`'s (spaces, punctuation), then WordPiece's greedy longest match (Wu et al.
/// 2016, https://arxiv.org/abs/1609.08144, §4.1; Devlin et al. 2018,
/// https://arxiv.org/abs/1810.04805).
struct PieceScanner {
  private let rules: ScanRules
  private let tables = UnicodeTables.shared
  private(set) var pieces: [Piece] = []
  private var marks = CanonicalOrder()
  /// The word at hand, normalized, and for each of its bytes the scalar of the text it comes from.
  private var word: [UInt8] = []
  private var sources: [Int32] = []
  private var scalars = 0
  private(set) var wordIndex: Int32 = 0
  private var countsWords = true
  private var lastSource: Int32 = 0

  init(_ rules: ScanRules) { self.rules = rules }

  /// Begins a new side.
  mutating func reset() {
    pieces.removeAll(keepingCapacity: true)
    (wordIndex, countsWords) = (0, true)
  }

  /// Adds the pieces of running text; words are counted.
  mutating func scan(text: UnsafeBufferPointer<UInt8>) {
    countsWords = true
    scan(text)
  }

  /// Adds the pieces of one word of the user, however many words it holds.
  mutating func scan(text: UnsafeBufferPointer<UInt8>, asWord index: Int32) {
    (wordIndex, countsWords) = (index, false)
    scan(text)
  }

  private mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    var place = 0
    var source: Int32 = 0
    while place < text.count {
      let byte = text[place]
      if byte < 128 {
        let action = rules.ascii[Int(byte)]
        if action.mayBeginSpecial, let token = rules.specials.match(text, at: place) {
          add(token, &place, &source)
          continue
        }
        place += 1
        take(action, source)
      } else {
        if rules.specials.mayBegin(with: byte), let token = rules.specials.match(text, at: place) {
          add(token, &place, &source)
          continue
        }
        take(UTF8Scalar.decode(text, &place), source)
      }
      source += 1
    }
    endRun()
    endWord()
  }

  /// A special token stands outside of every word and every run of marks.
  private mutating func add(
    _ token: SpecialTokens.Token, _ place: inout Int, _ source: inout Int32
  ) {
    endRun()
    endWord()
    let end = source + Int32(token.scalars)
    pieces.append(Piece(id: token.id, start: source, end: end, word: wordIndex))
    if countsWords { wordIndex += 1 }
    place += token.bytes.count
    source = end
  }

  @inline(__always)
  private mutating func take(_ action: ASCIIAction, _ source: Int32) {
    guard action.kind != .removed else { return }
    if !marks.isEmpty { endRun() }
    switch action.kind {
    case .letter, .removed:
      append(action.byte, source)
    case .whitespace:
      endWord()
    case .punctuation:
      endWord()
      append(action.byte, source)
      endWord()
    }
  }

  private mutating func take(_ scalar: UInt32, _ source: Int32) {
    let properties = tables.properties[scalar]
    if properties.contains(.removed), rules.normalization.cleansText { return }
    if properties.contains(.whitespace) {
      endRun()
      endWord()
      return
    }
    let isSpaced = properties.contains(.chinese) && rules.normalization.spacesChinese
    if isSpaced {
      endRun()
      endWord()
    }
    if rules.decomposes {
      decompose(scalar, properties, source)
    } else {
      lowercase(scalar, source)
    }
    if isSpaced {
      endRun()
      endWord()
    }
  }

  /// Canonical decomposition less its nonspacing marks.
  private mutating func decompose(
    _ scalar: UInt32, _ properties: ScalarProperties, _ source: Int32
  ) {
    if properties.contains(.nonspacingMark) {
      let mark = CanonicalOrder.Mark(
        scalar: scalar, combiningClass: tables.combiningClasses[scalar], isRemoved: true,
        isFirst: true)
      if mark.combiningClass == 0 { endRun() } else { marks.append(mark, source: source) }
    } else if let targets = tables.stripped.range(of: scalar) {
      for index in targets {
        place(tables.stripped[index], source, isFirst: index == targets.lowerBound)
      }
    } else if let syllable = HangulSyllable(scalar) {
      place(syllable.leading, source, isFirst: true)
      place(syllable.vowel, source, isFirst: false)
      if let trailing = syllable.trailing { place(trailing, source, isFirst: false) }
    } else {
      place(scalar, source, isFirst: true)
    }
  }

  private mutating func place(_ scalar: UInt32, _ source: Int32, isFirst: Bool) {
    let combiningClass = tables.combiningClasses[scalar]
    guard combiningClass == 0 else {
      let mark = CanonicalOrder.Mark(
        scalar: scalar, combiningClass: combiningClass, isRemoved: false, isFirst: isFirst)
      return marks.append(mark, source: source)
    }
    if !marks.isEmpty { endRun() }
    if isFirst { lastSource = source }
    lowercase(scalar, lastSource)
  }

  private mutating func endRun() {
    guard !marks.isEmpty else { return }
    for mark in marks.take(after: lastSource) { lowercase(mark.scalar, mark.source) }
  }

  private mutating func lowercase(_ scalar: UInt32, _ source: Int32) {
    guard rules.normalization.lowercases else { return emit(scalar, source) }
    guard let targets = tables.lowercase.range(of: scalar) else { return emit(scalar, source) }
    for index in targets { emit(tables.lowercase[index], source) }
  }

  /// A scalar as it goes into a word; only now is it known whether it is punctuation.
  private mutating func emit(_ scalar: UInt32, _ source: Int32) {
    let properties = tables.properties[scalar]
    if properties.contains(.whitespace) { return endWord() }
    let isPunctuation = properties.contains(.punctuation)
    if isPunctuation { endWord() }
    scalars += 1
    UTF8Scalar.encode(scalar) { byte in
      word.append(byte)
      sources.append(source)
    }
    if isPunctuation { endWord() }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8, _ source: Int32) {
    word.append(byte)
    sources.append(source)
    scalars += 1
  }

  @inline(__always)
  private mutating func endWord() {
    guard !word.isEmpty else { return }
    cutWord()
    word.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    scalars = 0
    if countsWords { wordIndex += 1 }
  }

  /// Greedy longest match; a word with a part that is no piece is unknown as a whole.
  private mutating func cutWord() {
    let (vocabulary, count, mark) = (rules.vocabulary, word.count, pieces.count)
    var start = scalars > vocabulary.maximumWordLength ? -1 : 0
    var root: UInt32? = PieceTrie.root
    while start >= 0, start < count {
      let (id, end) = longestPiece(from: start, root)
      if id >= 0 {
        pieces.append(
          Piece(id: id, start: sources[start], end: sources[end - 1] + 1, word: wordIndex))
      }
      start = id >= 0 ? end : -1
      root = vocabulary.continuation
    }
    guard start < 0 else { return }
    pieces.removeLast(pieces.count - mark)
    pieces.append(
      Piece(
        id: rules.unknown, start: sources[0], end: sources[count - 1] + 1, word: wordIndex))
  }

  /// The longest piece that the word's bytes from `start` on begin with, or id -1.
  @inline(__always)
  private func longestPiece(from start: Int, _ root: UInt32?) -> (id: Int32, end: Int) {
    guard var node = root else { return (-1, start) }
    var (id, end) = (Int32(-1), start)
    var place = start
    while place < word.count, let edge = rules.vocabulary.trie.step(from: node, word[place]) {
      node = edge.child
      place += 1
      if edge.id >= 0 { (id, end) = (edge.id, place) }
    }
    return (id, end)
  }
}
