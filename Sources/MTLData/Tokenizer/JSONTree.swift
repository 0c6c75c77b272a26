/// A JSON text as it is written, its members in order.
///
/// Foundation's readers answer with dictionaries of `String`, for which "é" in one scalar and "é"
/// in two are one key; a vocabulary holds both. Here names are compared byte by byte.
enum JSONTree {
  struct Member {
    let name: String
    let value: JSONTree
  }

  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([Member])

  /// The last member of this name, as every JSON reader has it; nil where there is none, or no
  /// object.
  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// A whole number that an Int holds exactly.
  var integer: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }

  var isNull: Bool { if case .null = self { true } else { false } }

  /// For messages: what stands here, shortly.
  var summary: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
    case .string(let text): "'\(text.prefix(40))'"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
