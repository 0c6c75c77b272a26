/// A label as the user wrote it; predictions give it back in the same kind.
public enum Label: Sendable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
}

/// Texts are equal where their bytes are, as in Python: Swift's own are where they look the same.
extension Label: Hashable {
  public static func == (a: Label, b: Label) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.integer(let a), .integer(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rank)
    switch self {
    case .text(let value):
      var value = value
      value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .integer(let value): hasher.combine(value)
    case .boolean(let value): hasher.combine(value)
    }
  }
}

extension Label: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text(let value): value
    case .integer(let value): "\(value)"
    case .boolean(let value): "\(value)"
    }
  }

  /// As messages write it: a text in quotes, shortened.
  var quoted: String {
    if case .text(let value) = self { "'\(shortened(value))'" } else { description }
  }

  var kind: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .boolean: "boolean"
    }
  }
}

/// Booleans, then integers, then texts, each in their own order: that of texts is of their code points.
extension Label: Comparable {
  public static func < (a: Label, b: Label) -> Bool {
    switch (a, b) {
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    default: a.rank < b.rank
    }
  }

  private var rank: Int {
    switch self {
    case .boolean: 0
    case .integer: 1
    case .text: 2
    }
  }
}

/// A JSON text, integer or boolean.
extension Label: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .boolean(let value): try container.encode(value)
    }
  }
}
