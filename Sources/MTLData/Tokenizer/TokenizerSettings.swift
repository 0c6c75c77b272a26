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
      let id = try Vocabulary.id(number, of: member.key, path: path)
      added.append(try AddedToken(member.value, id: id, path: path))
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

extension TokenizerSettings.AddedToken {
  /// An entry of `added_tokens` or `added_tokens_decoder`.
  init(_ value: JSONValue, id: Int32, path: String) throws(TokenizerError) {
    guard let content = value.asObject?["content"]?.asText else {
      throw .field(path: path, field: "content", expected: "a text", actual: value.summary)
    }
    for setting in ["single_word", "lstrip", "rstrip", "normalized"]
    where value.asObject?[setting]?.asBoolean == true {
      throw .addedToken(path: path, token: content, setting: setting)
    }
    self.init(content: content, id: id)
  }
}
