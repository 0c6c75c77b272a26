/// A syllable of the Korean script and the two or three letters it decomposes into.
///
/// The Unicode Standard, §3.12, "Conjoining Jamo Behavior".
struct HangulSyllable {
  let leading: UInt32
  let vowel: UInt32
  let trailing: UInt32?

  @inline(__always)
  init?(_ scalar: UInt32) {
    guard scalar >= 0xAC00, scalar < 0xAC00 + 11172 else { return nil }
    let index = scalar - 0xAC00
    leading = 0x1100 + index / 588
    vowel = 0x1161 + index % 588 / 28
    trailing = index % 28 == 0 ? nil : 0x11A7 + index % 28
  }
}
