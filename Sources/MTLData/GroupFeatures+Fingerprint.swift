import MTLKernels

extension GroupFeatures {
  /// The same for the same rows and targets in the same order, and hardly ever for others.
  public var fingerprint: UInt64 {
    var found = Fingerprint()
    for id in ids { found.add(UInt32(bitPattern: id)) }
    for type in types { found.add(UInt32(bitPattern: type)) }
    for start in starts { found.add(UInt32(truncatingIfNeeded: start)) }
    for column in modal {
      for number in column.numbers { found.add(number.bitPattern) }
      for pixel in column.pixels { found.add(UInt32(pixel)) }
      for start in column.starts { found.add(UInt32(truncatingIfNeeded: start)) }
    }
    for column in targets {
      for id in column.ids { found.add(UInt32(bitPattern: id)) }
      for number in column.numbers { found.add(number.bitPattern) }
    }
    return found.value
  }
}
