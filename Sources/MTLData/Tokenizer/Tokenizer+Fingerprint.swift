import MTLKernels

extension Tokenizer {
  /// The same for the same pieces under the same numbers, and hardly ever for others.
  public var fingerprint: UInt64 {
    var found = Fingerprint()
    for id in 0..<Int32(vocabularySize) {
      found.add(piece(of: id) ?? "")
      found.add("\n")
    }
    return found.value
  }
}
