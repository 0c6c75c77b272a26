/// What a problem reads of a row.
public enum InputKind: String, Codable, Sendable {
  /// A text, the words of one, or a pair of them.
  case text
  /// A list of sentences, each a text or its words.
  case document
}
