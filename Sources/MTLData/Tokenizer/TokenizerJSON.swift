/// `tokenizer.json`, the file of the `tokenizers` package, where it describes a BERT tokenizer.
enum TokenizerJSON {
  static let name = "tokenizer.json"

  /// Reads the settings into `settings` and answers with the pieces.
  static func read(
    _ tree: JSONObject, into settings: inout TokenizerSettings, path: String
  ) throws(TokenizerError) -> [(piece: String, id: Int32)] {
    try readNormalizer(tree, &settings, path)
    try expect("BertPreTokenizer", of: tree["pre_tokenizer"], "pre_tokenizer", path)
    for token in try JSONFields(tree, path: path).elements("added_tokens") {
      let content = token.asObject?["content"]?.asText ?? ""
      let id = try Vocabulary.id(token.asObject?["id"] ?? .null, of: content, path: path)
      settings.added.append(try TokenizerSettings.AddedToken(token, id: id, path: path))
    }
    return try readModel(tree, &settings, path)
  }

  private static func readNormalizer(
    _ tree: JSONObject, _ settings: inout TokenizerSettings, _ path: String
  ) throws(TokenizerError) {
    let normalizer = tree["normalizer"] ?? .null
    try expect("BertNormalizer", of: normalizer, "normalizer", path)
    let fields = JSONFields(normalizer.asObject ?? [:], path: path, prefix: "normalizer.")
    if let value = try fields.bool("clean_text") { settings.normalization.cleansText = value }
    if let value = try fields.bool("handle_chinese_chars") {
      settings.normalization.spacesChinese = value
    }
    settings.normalization.stripsAccents = try fields.bool("strip_accents")
    if let value = try fields.bool("lowercase") { settings.normalization.lowercases = value }
  }

  private static func readModel(
    _ tree: JSONObject, _ settings: inout TokenizerSettings, _ path: String
  ) throws(TokenizerError) -> [(piece: String, id: Int32)] {
    let model = tree["model"]?.asObject ?? [:]
    guard let members = model["vocab"]?.asObject?.members else {
      throw .field(
        path: path, field: "model.vocab", expected: "an object of pieces and their numbers",
        actual: (model["vocab"] ?? .null).summary)
    }
    if model["type"] != nil { try expect("WordPiece", of: .object(model), "model", path) }
    let fields = JSONFields(model, path: path, prefix: "model.")
    settings.names[.unknown] = try fields.text("unk_token") ?? SpecialRole.unknown.standard
    settings.continuingPrefix = try fields.text("continuing_subword_prefix") ?? "##"
    settings.maximumWordLength = try fields.positive("max_input_chars_per_word") ?? 100
    var entries: [(piece: String, id: Int32)] = []
    entries.reserveCapacity(members.count)
    for member in members {
      entries.append((member.key, try Vocabulary.id(member.value, of: member.key, path: path)))
    }
    return entries
  }

  private static func expect(
    _ type: String, of tree: JSONValue?, _ field: String, _ path: String
  ) throws(TokenizerError) {
    let found = tree?.asObject?["type"] ?? .null
    guard found.asText == type else {
      throw .field(
        path: path, field: field + ".type", expected: "'\(type)'", actual: found.summary)
    }
  }
}
