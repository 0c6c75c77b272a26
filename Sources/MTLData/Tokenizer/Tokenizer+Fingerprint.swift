import MTLKernels

extension Tokenizer {
  /// The same for the same pieces under the same numbers, and hardly ever for others.
  public var fingerprint: UInt64 {
    var found = Fingerprint()
    for id in 0..<Int32(vocabularySize) {
      for byte in (piece(of: id) ?? "").utf8 { found.add(UInt32(byte)) }
      found.add(UInt32(UInt8(ascii: "\n")))
    }
    return found.value
  }
}
