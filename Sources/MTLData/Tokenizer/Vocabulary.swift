/// The pieces of a WordPiece model: their numbers, and how a word is cut into them.
struct Vocabulary: Sendable {
  /// Pieces by number; a number that no piece has holds an empty text.
  let pieces: [String]
  let trie: PieceTrie
  /// Where the walk of every piece but a word's first begins; nil where no piece has the prefix.
  let continuation: UInt32?
  let continuingPrefix: String
  /// A word of more Unicode scalars than this is unknown.
  let maximumWordLength: Int
  /// Ids are counted from 0 and the trie's nodes in 24 bits, so neither can go beyond this.
  static let limit = 1 << 24

  /// Where a piece stands twice the later number wins, as in `transformers`.
  init(
    _ entries: [(piece: String, id: Int32)], continuingPrefix: String, maximumWordLength: Int,
    path: String
  ) throws(TokenizerError) {
    let bytes = entries.reduce(0) { $0 + $1.piece.utf8.count }
    guard bytes < Vocabulary.limit else {
      throw .vocabularySize(path: path, bytes: bytes, limit: Vocabulary.limit)
    }
    guard bytes > 0 else { throw .emptyVocabulary(path: path) }
    let count = entries.reduce(0) { max($0, Int($1.id) + 1) }
    var pieces = Array(repeating: "", count: count)
    var trie = PieceTrie(expectedPieces: entries.count)
    for (piece, id) in entries where !piece.isEmpty {
      pieces[Int(id)] = piece
      trie.insert(piece.utf8, id: id)
    }
    self.pieces = pieces
    self.trie = trie
    self.continuingPrefix = continuingPrefix
    self.maximumWordLength = maximumWordLength
    continuation = trie.node(continuingPrefix.utf8)
  }

  func id(of piece: String) -> Int32? { trie.id(of: piece.utf8) }

  /// The number that a file gives a piece, checked.
  static func id(
    _ value: JSONValue, of piece: String, path: String
  ) throws(TokenizerError) -> Int32 {
    guard let number = value.asInteger, number >= 0, number < limit else {
      throw .pieceNumber(path: path, piece: piece, found: value.summary, limit: limit)
    }
    return Int32(number)
  }
}
