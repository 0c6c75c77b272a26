/// A JSON text as a tree, for files whose keys we do not all know: what was read is written back.
///
/// `Codable` types read requests and write reports; this one keeps a stranger's `config.json` whole
/// and answers for every byte of a hostile header.
public enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number with a fraction or an exponent, or an integer outside 64 bits.
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object(JSONObject)

  public var asText: String? { if case .text(let value) = self { value } else { nil } }
  public var asInteger: Int? { if case .integer(let value) = self { value } else { nil } }
  public var asBoolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var asList: [JSONValue]? { if case .list(let value) = self { value } else { nil } }
  public var asObject: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// An integer or a number.
  public var asDouble: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// What a message calls this value: scalars as written, a long one by its kind.
  public var summary: String {
    switch self {
    case .list(let values) where values.count > 8: "a list of \(values.count) values"
    case .object(let object): "an object of \(object.keys.count) keys"
    case .text(let text) where text.utf8.count > 80: "a text of \(text.utf8.count) bytes"
    case .list(let values): "[" + values.map(\.summary).joined(separator: ", ") + "]"
    case .text(let text): "'\(text)'"
    default: compactText
    }
  }
}

/// The members of an object in the order in which they were first given.
///
/// Keys are compared byte by byte: to Swift's `String` "é" in one scalar and "é" in two are one text,
/// but a vocabulary holds both.
public struct JSONObject: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  public private(set) var members: [(key: String, value: JSONValue)] = []
  private var places: [Bytes: Int] = [:]

  public init() {}

  /// The members of a literal; a repeated key keeps its last value.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    for (key, value) in members { self[key] = value }
  }

  public var keys: [String] { members.map(\.key) }

  public subscript(key: String) -> JSONValue? {
    get { places[Bytes(key)].map { members[$0].value } }
    set {
      let place = places[Bytes(key)]
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?):
        places[Bytes(key)] = members.count
        members.append((key, value))
      case (let place?, nil):
        members.remove(at: place)
        places = [:]
        for (place, member) in members.enumerated() { places[Bytes(member.key)] = place }
      case (nil, nil): break
      }
    }
  }

  /// The same members, in whatever order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.members.count == b.members.count && a.members.allSatisfy { b[$0.key] == $0.value }
  }
}

/// A text that is equal to another where all their bytes are.
private struct Bytes: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (a: Bytes, b: Bytes) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
