/// The five roles that BERT's vocabulary gives to pieces of their own.
public enum SpecialRole: String, CaseIterable, Sendable {
  case unknown, separator, padding, classifier, mask

  /// How Hugging Face's `tokenizer_config.json` calls the role.
  var key: String {
    switch self {
    case .unknown: "unk_token"
    case .separator: "sep_token"
    case .padding: "pad_token"
    case .classifier: "cls_token"
    case .mask: "mask_token"
    }
  }

  var standard: String {
    switch self {
    case .unknown: "[UNK]"
    case .separator: "[SEP]"
    case .padding: "[PAD]"
    case .classifier: "[CLS]"
    case .mask: "[MASK]"
    }
  }
}

/// The tokens that are found in a text before anything else is done to it.
///
/// As in `tokenizers`, a special token written out in a text ("[MASK]") becomes that token,
/// whatever stands beside it; only the exact spelling counts ("[mask]" is three words). Of several
/// that begin at one place the longest is taken.
struct SpecialTokens: Equatable, Sendable {
  struct Token: Equatable, Sendable {
    let bytes: [UInt8]
    let scalars: Int
    let id: Int32
  }

  private var byFirst: [[Token]] = Array(repeating: [], count: 256)

  /// A token given twice keeps its first id.
  mutating func insert(_ content: String, id: Int32) {
    let bytes = Array(content.utf8)
    guard let first = bytes.first else { return }
    guard !byFirst[Int(first)].contains(where: { $0.bytes == bytes }) else { return }
    let token = Token(bytes: bytes, scalars: content.unicodeScalars.count, id: id)
    byFirst[Int(first)].append(token)
    byFirst[Int(first)].sort { $0.bytes.count > $1.bytes.count }
  }

  @inline(__always)
  func mayBegin(with byte: UInt8) -> Bool { !byFirst[Int(byte)].isEmpty }

  /// The longest token that begins at a place of the text.
  func match(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Token? {
    byFirst[Int(text[place])].first { token in
      token.bytes.count <= text.count - place
        && token.bytes.indices.allSatisfy { text[place + $0] == token.bytes[$0] }
    }
  }

  var all: [Token] { byFirst.flatMap { $0 } }
}
