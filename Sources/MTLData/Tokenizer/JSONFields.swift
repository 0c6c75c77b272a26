/// The members of a JSON object, each with the kind it has to have. A null counts as absent.
struct JSONFields {
  private let tree: JSONTree
  private let path: String
  private let prefix: String

  /// `prefix` is what messages put before a field's name: `model.`.
  init(_ tree: JSONTree, path: String, prefix: String = "") {
    self.tree = tree
    self.path = path
    self.prefix = prefix
  }

  func bool(_ name: String) throws(TokenizerError) -> Bool? {
    try member(name, "true or false") { $0.bool }
  }

  func text(_ name: String) throws(TokenizerError) -> String? {
    try member(name, "a text") { $0.string }
  }

  /// A token is its text, or an object with the text as `content`.
  func token(_ name: String) throws(TokenizerError) -> String? {
    try member(name, "a token") { $0.string ?? $0["content"]?.string }
  }

  func positive(_ name: String) throws(TokenizerError) -> Int? {
    try member(name, "a whole number above 0") { tree in
      tree.integer.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  func members(_ name: String) throws(TokenizerError) -> [JSONTree.Member] {
    try member(name, "an object") { tree in
      if case .object(let members) = tree { members } else { nil }
    } ?? []
  }

  func elements(_ name: String) throws(TokenizerError) -> [JSONTree] {
    try member(name, "an array") { tree in
      if case .array(let elements) = tree { elements } else { nil }
    } ?? []
  }

  private func member<Value>(
    _ name: String, _ expected: String, _ read: (JSONTree) -> Value?
  ) throws(TokenizerError) -> Value? {
    guard let member = tree[name], !member.isNull else { return nil }
    guard let value = read(member) else {
      throw .field(
        path: path, field: prefix + name, expected: expected, actual: member.summary)
    }
    return value
  }
}
