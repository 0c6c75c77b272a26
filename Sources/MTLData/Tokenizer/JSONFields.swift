/// The members of a JSON object, each with the kind it has to have. A null counts as absent.
struct JSONFields {
  private let object: JSONObject
  private let path: String
  private let prefix: String

  /// `prefix` is what messages put before a field's name: `model.`.
  init(_ object: JSONObject, path: String, prefix: String = "") {
    self.object = object
    self.path = path
    self.prefix = prefix
  }

  func bool(_ name: String) throws(TokenizerError) -> Bool? {
    try member(name, "true or false") { $0.asBoolean }
  }

  func text(_ name: String) throws(TokenizerError) -> String? {
    try member(name, "a text") { $0.asText }
  }

  /// A token is its text, or an object with the text as `content`.
  func token(_ name: String) throws(TokenizerError) -> String? {
    try member(name, "a token") { $0.asText ?? $0.asObject?["content"]?.asText }
  }

  func positive(_ name: String) throws(TokenizerError) -> Int? {
    try member(name, "a whole number above 0") { tree in
      tree.asInteger.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  func members(_ name: String) throws(TokenizerError) -> [(key: String, value: JSONValue)] {
    try member(name, "an object") { tree in
      tree.asObject?.members
    } ?? []
  }

  func elements(_ name: String) throws(TokenizerError) -> [JSONValue] {
    try member(name, "an array") { tree in
      tree.asList
    } ?? []
  }

  private func member<Value>(
    _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
  ) throws(TokenizerError) -> Value? {
    guard let member = object[name], member != .null else { return nil }
    guard let value = read(member) else {
      throw .field(
        path: path, field: prefix + name, expected: expected, actual: member.summary)
    }
    return value
  }
}
