extension JSONValue {
  /// Reads one JSON text.
  public init(parsing text: String) throws(JSONError) {
    self = try JSONValue(parsing: Array(text.utf8))
  }

  /// Reads one JSON text from its bytes.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let result = bytes.withUnsafeBytes { bytes -> Result<JSONValue, JSONError> in
      Result { () throws(JSONError) in try JSONParser.parse(bytes) }
    }
    self = try result.get()
  }

  /// On one line, without spaces.
  public var compactText: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// Two spaces a level and a line break at the end, as Hugging Face writes its files.
  public var indentedText: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .text(let value): JSONValue.quote(value, into: &text)
    case .list(let values):
      JSONValue.write(values, between: ("[", "]"), to: &text, indent) { value, text, indent in
        value.write(to: &text, indent: indent)
      }
    case .object(let object):
      JSONValue.write(object.members, between: ("{", "}"), to: &text, indent) {
        member, text, indent in
        JSONValue.quote(member.key, into: &text)
        text += indent == nil ? ":" : ": "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between ends: (String, String), to text: inout String, _ indent: Int?,
    each: (Element, inout String, Int?) -> Void
  ) {
    guard !elements.isEmpty else {
      text += ends.0 + ends.1
      return
    }
    func breakLine(_ levels: Int) {
      text += "\n" + String(repeating: "  ", count: levels)
    }
    text += ends.0
    for (i, element) in elements.enumerated() {
      if i > 0 { text += "," }
      if let indent { breakLine(indent + 1) }
      each(element, &text, indent.map { $0 + 1 })
    }
    if let indent { breakLine(indent) }
    text += ends.1
  }

  static func quote(_ value: String, into text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
