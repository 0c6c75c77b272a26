/// Where a JSON text stops being one.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Bytes before the place.
  public let offset: Int
  /// Counted from 1; a column is a byte.
  public let line: Int
  public let column: Int
  public let expected: String
  public let got: String

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int, expected: String, got: String? = nil) {
    self.offset = offset
    self.expected = expected
    self.got = got ?? JSONError.name(bytes, offset)
    let before = bytes.prefix(offset)
    line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    column = offset - start + 1
  }

  /// The whole text is at fault, from its first byte on.
  public init(expected: String, got: String) {
    (offset, line, column) = (0, 1, 1)
    (self.expected, self.got) = (expected, got)
  }

  public var description: String {
    "line \(line) column \(column): expected \(expected), got \(got)"
  }

  private static func name(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the text" }
    let byte = bytes[offset]
    guard (0x21...0x7E).contains(byte) else {
      let digits = String(byte, radix: 16, uppercase: true)
      return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
    return "'\(Character(UnicodeScalar(byte)))'"
  }
}
