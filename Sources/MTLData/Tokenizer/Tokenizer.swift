/// BERT's tokenizer: WordPiece, as published, with the ids of the Rust package `tokenizers`.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805; Wu et al. 2016,
/// https://arxiv.org/abs/1609.08144.
public struct Tokenizer: Sendable {
  let rules: ScanRules
  let settings: TokenizerSettings
  /// The `tokenizer.json` that the tokenizer was read from, kept so that it can be saved as it was.
  let original: [UInt8]?

  public let unknown: Int32
  public let classifier: Int32
  public let separator: Int32
  /// nil where the vocabulary has none.
  public let padding: Int32?
  public let mask: Int32?

  init(
    _ entries: [(piece: String, id: Int32)], _ settings: TokenizerSettings, original: [UInt8]?,
    path: String
  ) throws(TokenizerError) {
    let vocabulary = try Vocabulary(
      entries, continuingPrefix: settings.continuingPrefix,
      maximumWordLength: settings.maximumWordLength, path: path)
    let (specials, roles) = try findSpecials(vocabulary, settings, path: path)
    (unknown, classifier, separator) = (roles.unknown, roles.classifier, roles.separator)
    (padding, mask) = (roles.padding, roles.mask)
    rules = ScanRules(vocabulary, settings.normalization, specials, unknown: roles.unknown)
    self.settings = settings
    self.original = original
  }

  public var normalization: Normalization { settings.normalization }

  /// The longest input that the model was made for, where `tokenizer_config.json` says so.
  public var modelMaximumLength: Int? { settings.modelMaximumLength }

  /// One more than the highest id: what the word embeddings have to have rows for.
  public var vocabularySize: Int {
    rules.specials.all.reduce(rules.vocabulary.pieces.count) { max($0, Int($1.id) + 1) }
  }

  /// How many special tokens an encoding has beside its pieces: `[CLS]` and a `[SEP]` a segment.
  public static func specialTokens(pair: Bool) -> Int { pair ? 3 : 2 }

  /// The id of a piece, as it is written in the vocabulary (`##ing`); nil where it is not there.
  public func id(of piece: String) -> Int32? {
    rules.vocabulary.id(of: piece)
      ?? rules.specials.all.first { $0.bytes.elementsEqual(piece.utf8) }?.id
  }

  /// A piece as it is written in the vocabulary; nil where no piece has this id.
  public func piece(of id: Int32) -> String? {
    if rules.vocabulary.pieces.indices.contains(Int(id)) {
      let piece = rules.vocabulary.pieces[Int(id)]
      if !piece.isEmpty { return piece }
    }
    return rules.specials.all.first { $0.id == id }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
