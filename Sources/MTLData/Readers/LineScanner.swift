/// A file's lines, one after the other; `\n` and `\r\n` end them.
struct LineScanner {
  private let source: SourceText
  private var place = 0
  /// Of the line last returned, counted from 1.
  private(set) var number = 0

  init(_ source: SourceText) { self.source = source }

  /// The next line's bytes without its end; nil after the last.
  mutating func next() -> Range<Int>? {
    let bytes = source.bytes
    guard place < bytes.count else { return nil }
    let start = place
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    place = end + 1
    number += 1
    let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
    return start..<(hasReturn ? end - 1 : end)
  }
}
