/// What tells data apart that have as many rows: FNV-1a, 64 bits, a number at a time.
///
/// Fowler, Noll & Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ numbers: [Int32]) {
    for number in numbers { add(UInt32(bitPattern: number)) }
  }
  mutating func add(_ numbers: [Float]) { for number in numbers { add(number.bitPattern) } }
  mutating func add(_ numbers: [UInt8]) { for number in numbers { add(UInt32(number)) } }
  mutating func add(_ numbers: [Int]) {
    for number in numbers { add(UInt32(truncatingIfNeeded: number)) }
  }

  private mutating func add(_ number: UInt32) {
    value = (value ^ UInt64(number)) &* 0x0100_0000_01B3
  }
}

extension GroupFeatures {
  /// The same for the same rows and targets in the same order, and hardly ever for others.
  public var fingerprint: UInt64 {
    var found = Fingerprint()
    found.add(ids)
    found.add(types)
    found.add(starts)
    for column in modal {
      found.add(column.numbers)
      found.add(column.pixels)
      found.add(column.starts)
    }
    for column in targets {
      found.add(column.ids)
      found.add(column.numbers)
    }
    return found.value
  }
}
