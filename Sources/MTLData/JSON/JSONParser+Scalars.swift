extension JSONParser {
  /// `-`? (0 | 1-9 digits) fraction? exponent?; an integer where it is written as one and fits.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    _ = take("-")
    if !take("0") { try digits() }
    var isInteger = true
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw error("a number within ±1.8e308", got: String(text.prefix(24)), at: start)
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) {
    let start = at
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { at += 1 }
    guard at > start else { throw error("a digit") }
  }

  /// A text between double quotes, its escapes undone.
  mutating func string() throws(JSONError) -> String {
    let start = at
    at += 1
    // Most texts have no escape and become strings straight from the file's bytes.
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      at += 1
    }
    let plain = UnsafeRawBufferPointer(rebasing: bytes[start + 1..<at])
    if take("\"") { return try checked(plain, start: start) }
    var utf8 = Array(plain)
    while true {
      guard let byte = next else { throw error("'\"' at the end of a text") }
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return try checked(utf8, start: start)
      case UInt8(ascii: "\\"):
        at += 1
        try escape(into: &utf8)
      case 0..<0x20: throw error("no control character in a text")
      default:
        utf8.append(byte)
        at += 1
      }
    }
  }

  private func checked(_ utf8: some Sequence<UInt8>, start: Int) throws(JSONError) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw error("a text in UTF-8", got: "other bytes", at: start)
    }
    return text
  }

  private mutating func escape(into utf8: inout [UInt8]) throws(JSONError) {
    let plain: UInt8
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = bytes[at]
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      utf8.append(contentsOf: Array(String(Character(try scalar())).utf8))
      return
    default: throw error("one of \"\\/bfnrtu after a backslash")
    }
    utf8.append(plain)
    at += 1
  }

  /// `u` and four hexadecimal digits, or two of them for a character past U+FFFF.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let start = at - 1
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), next == UInt8(ascii: "u") else {
      throw error("a surrogate pair", got: "half of one", at: start)
    }
    let second = try codeUnit()
    guard 0xDC00...0xDFFF ~= second,
      let scalar = Unicode.Scalar(
        0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
    else { throw error("a surrogate pair", got: "half of one", at: start) }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    at += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits after \\u")
      }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }
}
