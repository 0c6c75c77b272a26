/// Reads RFC 8259 to the letter: no comments, no trailing commas, no NaN, no repeated keys, no
/// half surrogates, and no nesting that could exhaust the stack.
public struct JSONParser {
  /// Deeper than any file of ours or Hugging Face's, shallow enough for a thread's small stack.
  static let deepest = 128

  let bytes: UnsafeRawBufferPointer
  var at = 0

  /// The one value that `bytes` spell, with nothing but white space around it.
  public static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.at == bytes.count else { throw parser.error("the end of the text") }
    return value
  }

  func error(_ expected: String, got: String? = nil, at offset: Int? = nil) -> JSONError {
    JSONError(bytes, at: offset ?? at, expected: expected, got: got)
  }

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  /// Steps over `character` if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard let next else { throw error("a value") }
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .list(try list(depth: depth + 1))
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("a value")
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for i in 0..<word.utf8CodeUnitCount {
      guard next == word.utf8Start[i] else { throw error("'\(word)'") }
      at += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    try checkDepth(depth)
    at += 1
    var object = JSONObject()
    skipSpace()
    if take("}") { return object }
    while true {
      skipSpace()
      let start = at
      guard next == UInt8(ascii: "\"") else { throw error("a key in double quotes") }
      let key = try string()
      guard object[key] == nil else {
        throw error("each key once", got: "'\(key)' again", at: start)
      }
      skipSpace()
      guard take(":") else { throw error("':' after a key") }
      object[key] = try value(depth: depth)
      skipSpace()
      if take("}") { return object }
      guard take(",") else { throw error("',' or '}'") }
    }
  }

  private mutating func list(depth: Int) throws(JSONError) -> [JSONValue] {
    try checkDepth(depth)
    at += 1
    var list: [JSONValue] = []
    skipSpace()
    if take("]") { return list }
    while true {
      list.append(try value(depth: depth))
      skipSpace()
      if take("]") { return list }
      guard take(",") else { throw error("',' or ']'") }
    }
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    guard depth <= JSONParser.deepest else {
      throw error("at most \(JSONParser.deepest) levels of nesting", got: "more")
    }
  }
}
