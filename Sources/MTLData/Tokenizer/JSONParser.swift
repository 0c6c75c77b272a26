/// Reads JSON (RFC 8259) from bytes that are already known to be UTF-8.
struct JSONParser {
  private let bytes: [UInt8]
  private let path: String
  private var place = 0
  /// Deeper nesting than any tokenizer's file, and far from the end of the stack.
  private static let deepest = 64

  static func parse(_ bytes: [UInt8], path: String) throws(TokenizerError) -> JSONTree {
    var parser = JSONParser(bytes: bytes, path: path)
    let tree = try parser.value(depth: 0)
    parser.skipSpaces()
    guard parser.place == bytes.count else { throw parser.failure("the end of the file") }
    return tree
  }

  private init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func failure(_ expected: String) -> TokenizerError {
    .json(path: path, offset: place, expected: expected)
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(TokenizerError) -> JSONTree {
    guard depth < JSONParser.deepest else { throw failure("at most 64 levels of nesting") }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(_ depth: Int) throws(TokenizerError) -> JSONTree {
    place += 1
    var members: [JSONTree.Member] = []
    if skip("}") { return .object(members) }
    while true {
      skipSpaces()
      guard next == UInt8(ascii: "\"") else { throw failure("a name in double quotes") }
      let name = try string()
      guard skip(":") else { throw failure("':'") }
      members.append(JSONTree.Member(name: name, value: try value(depth: depth + 1)))
      if skip("}") { return .object(members) }
      guard skip(",") else { throw failure("',' or '}'") }
    }
  }

  private mutating func array(_ depth: Int) throws(TokenizerError) -> JSONTree {
    place += 1
    var elements: [JSONTree] = []
    if skip("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      if skip("]") { return .array(elements) }
      guard skip(",") else { throw failure("',' or ']'") }
    }
  }

  private mutating func word(
    _ text: String, _ tree: JSONTree
  ) throws(TokenizerError) -> JSONTree {
    guard bytes[place...].starts(with: text.utf8) else { throw failure("a value") }
    place += text.utf8.count
    return tree
  }

  private mutating func number() throws(TokenizerError) -> JSONTree {
    let start = place
    while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
    guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      place = start
      throw failure("a value")
    }
    return .number(value)
  }

  private mutating func string() throws(TokenizerError) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case ..<0x20:
        place -= 1
        throw failure("control characters of a string to be escaped")
      default: text.append(byte)
      }
    }
    throw failure("'\"' at the end of a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(TokenizerError) {
    guard let byte = next else { throw failure("a character after '\\'") }
    place += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": text.append(byte)
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u": UTF8Scalar.encode(try escapedScalar()) { text.append($0) }
    default:
      place -= 1
      throw failure("one of \"\\/bfnrtu after '\\'")
    }
  }

  /// `\uXXXX`, or two of them where they are a surrogate pair. Half a pair is U+FFFD.
  private mutating func escapedScalar() throws(TokenizerError) -> UInt32 {
    let first = try hexadecimal()
    guard first >= 0xD800, first < 0xE000 else { return first }
    guard first < 0xDC00, bytes[place...].starts(with: "\\u".utf8) else { return 0xFFFD }
    let mark = place
    place += 2
    let second = try hexadecimal()
    guard second >= 0xDC00, second < 0xE000 else {
      place = mark
      return 0xFFFD
    }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private mutating func hexadecimal() throws(TokenizerError) -> UInt32 {
    let digits = bytes[place...].prefix(4)
    let text = String(decoding: digits, as: UTF8.self)
    let isWhole = text.utf8.count == 4 && text.allSatisfy(\.isHexDigit)
    guard isWhole, let value = UInt32(text, radix: 16) else {
      throw failure("four hexadecimal digits")
    }
    place += 4
    return value
  }
}
