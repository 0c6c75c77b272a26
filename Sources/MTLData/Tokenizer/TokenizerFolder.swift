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
    let entries = try TokenizerJSON.read(object(bytes, json), into: &settings, path: json)
    try readConfiguration(into: &settings)
    return try Tokenizer(entries, settings, original: bytes, path: json)
  }

  /// The tokens' map first, for the configuration has the last word.
  private func readConfiguration(
    into settings: inout TokenizerSettings
  ) throws(TokenizerError) {
    for path in [path(TokenizerFolder.tokensMap), path(TokenizerFolder.configuration)]
    where TextFile.exists(path) {
      try settings.apply(configuration: object(TextFile.read(path), path), path: path)
    }
  }

  private func object(_ bytes: [UInt8], _ path: String) throws(TokenizerError) -> JSONObject {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .json(path: path, error: error)
    }
    guard let object = value.asObject else {
      throw .json(path: path, error: JSONError(expected: "an object", got: value.summary))
    }
    return object
  }
}
