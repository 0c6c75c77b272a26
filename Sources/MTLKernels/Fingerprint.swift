/// FNV-1a of 64 bits, a number at a time: the same for the same numbers, and hardly ever for others.
///
/// Fowler, Noll & Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
public struct Fingerprint: Sendable {
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  /// That of a text's bytes in UTF-8.
  public init(_ text: String) {
    add(text)
  }

  public mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt32(byte)) }
  }

  public mutating func add(_ number: UInt32) {
    value = (value ^ UInt64(number)) &* 0x0100_0000_01B3
  }
}
