/// A label as the user wrote it; predictions give it back in the same kind.
public enum Label: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
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

/// Booleans, then integers, then texts, each in their own order.
extension Label: Comparable {
  public static func < (a: Label, b: Label) -> Bool {
    switch (a, b) {
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a < b
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
