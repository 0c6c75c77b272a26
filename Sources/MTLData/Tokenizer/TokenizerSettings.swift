/// What a folder says about its tokenizer, beside the pieces.
struct TokenizerSettings: Equatable, Sendable {
  /// A token to look for in texts, beyond the five roles.
  struct AddedToken: Equatable, Sendable {
    var content: String
    var id: Int32?
  }

  var normalization = Normalization()
  var names = Dictionary(uniqueKeysWithValues: SpecialRole.allCases.map { ($0, $0.standard) })
  var continuingPrefix = "##"
  var maximumWordLength = 100
  var modelMaximumLength: Int?
  var added: [AddedToken] = []

  /// `tokenizer_config.json`, which has the last word; `special_tokens_map.json` has some of its
  /// keys.
  mutating func apply(configuration: JSONObject, path: String) throws(TokenizerError) {
    let fields = JSONFields(configuration, path: path)
    if let value = try fields.bool("do_lower_case") { normalization.lowercases = value }
    if let value = try fields.bool("tokenize_chinese_chars") { normalization.spacesChinese = value }
    if configuration["strip_accents"] != nil {
      normalization.stripsAccents = try fields.bool("strip_accents")
    }
    for role in SpecialRole.allCases {
      if let name = try fields.token(role.key) { names[role] = name }
    }
    // transformers writes 1e30 for "no limit", which is no integer.
    if let length = configuration["model_max_length"]?.asInteger, length > 0 {
      modelMaximumLength = length
    }
    for member in try fields.members("added_tokens_decoder") {
      let number = Int(member.key).map(JSONValue.integer) ?? .text(member.key)
      let id = try pieceNumber(number, piece: member.key, path: path)
      added.append(try addedToken(member.value, id: id, path: path))
    }
    for token in try fields.elements("additional_special_tokens") {
      guard let content = token.asText ?? token.asObject?["content"]?.asText else {
        throw .field(
          path: path, field: "additional_special_tokens", expected: "texts", actual: token.summary)
      }
      added.append(AddedToken(content: content))
    }
  }
}

/// The number of a piece, checked.
func pieceNumber(
  _ tree: JSONValue, piece: String, path: String
) throws(TokenizerError) -> Int32 {
  guard let number = tree.asInteger, number >= 0, number < Vocabulary.limit else {
    throw .pieceNumber(
      path: path, piece: piece, found: tree.summary, limit: Vocabulary.limit)
  }
  return Int32(number)
}

/// An entry of `added_tokens` or `added_tokens_decoder`.
func addedToken(
  _ tree: JSONValue, id: Int32, path: String
) throws(TokenizerError) -> TokenizerSettings.AddedToken {
  guard let content = tree.asObject?["content"]?.asText else {
    throw .field(path: path, field: "content", expected: "a text", actual: tree.summary)
  }
  for setting in ["single_word", "lstrip", "rstrip", "normalized"]
  where tree.asObject?[setting]?.asBoolean == true {
    throw .addedToken(path: path, token: content, setting: setting)
  }
  return TokenizerSettings.AddedToken(content: content, id: id)
}
