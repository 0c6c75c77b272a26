extension Tokenizer {
  /// What ``save(to:)`` writes for some tokenizers alone.
  public static var optionalFiles: [String] { [TokenizerJSON.name] }

  /// Writes `vocab.txt`, `tokenizer_config.json` and `special_tokens_map.json`, and
  /// `tokenizer.json` where the tokenizer came from one: a folder that ``init(folder:)`` and
  /// `transformers.AutoTokenizer` read with the same ids. Each file is written whole or not at all.
  public func save(to folder: String) throws(TokenizerError) {
    try TextFile.makeFolder(folder)
    let place = TokenizerFolder(folder)
    let lines = rules.vocabulary.pieces.map { $0 + "\n" }.joined()
    try TextFile.write(Array(lines.utf8), to: place.path(VocabularyFile.name))
    if let original {
      try TextFile.write(original, to: place.path(TokenizerJSON.name))
    } else {
      // Another tokenizer's file would be read instead of this one's vocabulary.
      try TextFile.remove(place.path(TokenizerJSON.name))
    }
    try write(.object(tokensMap), to: place.path(TokenizerFolder.tokensMap))
    try write(.object(configuration), to: place.path(TokenizerFolder.configuration))
  }

  private func write(_ value: JSONValue, to path: String) throws(TokenizerError) {
    try TextFile.write(Array(value.indentedText.utf8), to: path)
  }

  /// The tokens of the roles; null for what the vocabulary lacks, or `transformers` would number
  /// it.
  private var tokensMap: JSONObject {
    let roles: [(SpecialRole, Int32?)] = [
      (.classifier, classifier), (.mask, mask), (.padding, padding), (.separator, separator),
      (.unknown, unknown),
    ]
    var map: JSONObject = [:]
    for (role, id) in roles {
      map[role.key] = id.flatMap { piece(of: $0) }.map(JSONValue.text) ?? .null
    }
    return map
  }

  private var configuration: JSONObject {
    var added: JSONObject = [:]
    for token in rules.specials.all.sorted(by: { $0.id < $1.id }) {
      added["\(token.id)"] = .object([
        "content": .text(String(decoding: token.bytes, as: UTF8.self)),
        "lstrip": .boolean(false), "normalized": .boolean(false), "rstrip": .boolean(false),
        "single_word": .boolean(false), "special": .boolean(true),
      ])
    }
    var configuration: JSONObject = ["added_tokens_decoder": .object(added)]
    for (key, value) in tokensMap.members { configuration[key] = value }
    configuration["do_lower_case"] = .boolean(normalization.lowercases)
    if let length = modelMaximumLength { configuration["model_max_length"] = .integer(length) }
    configuration["strip_accents"] = normalization.stripsAccents.map(JSONValue.boolean) ?? .null
    configuration["tokenize_chinese_chars"] = .boolean(normalization.spacesChinese)
    configuration["tokenizer_class"] = .text("BertTokenizer")
    return configuration
  }
}
