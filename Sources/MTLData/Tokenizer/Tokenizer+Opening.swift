extension Tokenizer {
  /// Reads `tokenizer.json`, or else `vocab.txt`, with `tokenizer_config.json` and
  /// `special_tokens_map.json` where they are there. What `tokenizer_config.json` says wins.
  public init(folder: String) throws(TokenizerError) {
    self = try TokenizerFolder(folder).read()
  }

  /// Reads a vocabulary alone; ``Normalization`` says the rest.
  public init(vocabularyFile path: String, lowercases: Bool) throws(TokenizerError) {
    var settings = TokenizerSettings()
    settings.normalization.lowercases = lowercases
    try self.init(VocabularyFile.pieces(path), settings, original: nil, path: path)
  }
}
