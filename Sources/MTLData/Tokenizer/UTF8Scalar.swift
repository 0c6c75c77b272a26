/// UTF-8, one Unicode scalar at a time.
enum UTF8Scalar {
  /// The scalar that begins at `place` of valid UTF-8 and takes more than one byte; `place` moves
  /// past it.
  ///
  /// A `String` is always valid; were it not, the scalar would be another, but no byte past the end
  /// is read.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32 {
    let first = UInt32(text[place])
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let end = min(place + length, text.count)
    var scalar = first & (0x7F >> UInt32(length))
    place += 1
    while place < end {
      scalar = scalar << 6 | UInt32(text[place] & 0x3F)
      place += 1
    }
    return min(scalar, 0x10FFFF)
  }

  /// Calls `body` with the bytes of a scalar's UTF-8.
  @inline(__always)
  static func encode(_ scalar: UInt32, _ body: (UInt8) -> Void) {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80:
      body(UInt8(scalar))
    case ..<0x800:
      body(0xC0 | UInt8(scalar >> 6))
      body(tail(0))
    case ..<0x10000:
      body(0xE0 | UInt8(scalar >> 12))
      body(tail(6))
      body(tail(0))
    default:
      body(0xF0 | UInt8(scalar >> 18 & 7))
      body(tail(12))
      body(tail(6))
      body(tail(0))
    }
  }
}
