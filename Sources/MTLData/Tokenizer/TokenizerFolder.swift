/// A folder with a tokenizer in Hugging Face's layout.
struct TokenizerFolder {
  static let configuration = "tokenizer_config.json"
  static let tokensMap = "special_tokens_map.json"

  let folder: String

  init(_ folder: String) { self.folder = folder }

  func path(_ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  func read() throws(TokenizerError) -> Tokenizer {
    var settings = TokenizerSettings()
    let (json, vocabulary) = (path(TokenizerJSON.name), path(VocabularyFile.name))
    guard TextFile.exists(json) else {
      guard TextFile.exists(vocabulary) else { throw .missingFiles(folder: folder) }
      let entries = try VocabularyFile.pieces(vocabulary)
      try readConfiguration(into: &settings)
      return try Tokenizer(entries, settings, original: nil, path: vocabulary)
    }
    let bytes = try TextFile.read(json)
    let entries = try TokenizerJSON.read(
      JSONParser.parse(bytes, path: json), into: &settings, path: json)
    try readConfiguration(into: &settings)
    return try Tokenizer(entries, settings, original: bytes, path: json)
  }

  /// The tokens' map first, for the configuration has the last word.
  private func readConfiguration(
    into settings: inout TokenizerSettings
  ) throws(TokenizerError) {
    for path in [path(TokenizerFolder.tokensMap), path(TokenizerFolder.configuration)]
    where TextFile.exists(path) {
      let tree = try JSONParser.parse(TextFile.read(path), path: path)
      try settings.apply(configuration: tree, path: path)
    }
  }
}
