import MTLData

extension JSONValue {
  /// A plain scalar as YAML 1.2's core schema reads it (https://yaml.org/spec/1.2.2/#1032-tag-resolution).
  ///
  /// `2e-4` is a number and `no` is a text, which YAML 1.1 reads the other way round.
  init(plainScalar text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    default:
      if let value = JSONValue.integer(text) {
        self = .integer(value)
      } else if JSONValue.isDecimal(text), let value = Double(text), value.isFinite {
        self = .number(value)
      } else {
        self = .text(text)
      }
    }
  }

  private static func integer(_ text: String) -> Int? {
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    return Int(text)
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.utf8.contains { (0x30...0x39).contains($0) }
    return digits
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
      }
  }
}
