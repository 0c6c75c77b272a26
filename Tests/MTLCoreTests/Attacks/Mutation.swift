import MTLKernels

/// Damages bytes in ways that files have been damaged and forged, the same for the same key.
struct Mutation {
  private let key: RandomKey
  private var index = 0

  init(_ key: RandomKey) { self.key = key }

  /// Numbers at which sizes overflow, wrap, or lie one off.
  private static let numbers = [
    "0", "-1", "1", "7", "2147483648", "4294967296", "4611686018427387904",
    "9223372036854775807", "9223372036854775808", "18446744073709551615",
    "1e999", "1e18", "0.5", "-0", "00", "99999999999999999999999999",
  ]
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "[[[[[[[[",
    "{\"a\":", "\u{0}", "\u{7F}", "é", "\u{FEFF}", "F16", "BF16", "I64", "F4", "__metadata__",
  ]

  private mutating func below(_ bound: Int) -> Int {
    defer { index += 1 }
    return bound > 0 ? key.integer(below: bound, at: index) : 0
  }

  /// `bytes` with one to four things wrong.
  mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) { damageOnce(&bytes) }
    return bytes
  }

  private mutating func damageOnce(_ bytes: inout [UInt8]) {
    let at = below(bytes.count + 1)
    let length = min(below(12), bytes.count - at)
    switch below(8) {
    case 0: if at < bytes.count { bytes[at] ^= UInt8(1 << below(8)) }
    case 1: if at < bytes.count { bytes[at] = UInt8(below(256)) }
    case 2: bytes.removeSubrange(at..<at + length)
    case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: below(bytes.count + 1))
    case 4: bytes.removeSubrange(at...)
    case 5: bytes.insert(contentsOf: Mutation.pieces[below(Mutation.pieces.count)].utf8, at: at)
    case 6: for i in 0..<min(8, bytes.count) where below(2) == 0 { bytes[i] = UInt8(below(256)) }
    default: changeNumber(&bytes, from: at)
    }
  }

  /// Puts another number in the place of the next one.
  private mutating func changeNumber(_ bytes: inout [UInt8], from at: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = bytes[at...].firstIndex(where: digits.contains) else { return }
    let end = bytes[first...].firstIndex { !digits.contains($0) } ?? bytes.count
    bytes.replaceSubrange(
      first..<end, with: Mutation.numbers[below(Mutation.numbers.count)].utf8)
  }
}
