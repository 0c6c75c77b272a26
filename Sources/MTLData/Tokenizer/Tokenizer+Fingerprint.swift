import MTLKernels

extension Tokenizer {
  /// The same for the same pieces under the same numbers and the same treatment of texts before they
  /// are cut, and hardly ever for others.
  public var fingerprint: UInt64 {
    var found = Fingerprint()
    for id in 0..<Int32(vocabularySize) {
      found.add(piece(of: id) ?? "")
      found.add("\n")
    }
    let treatment = [
      normalization.cleansText, normalization.lowercases, normalization.decomposes,
      normalization.spacesChinese,
    ]
    // All of it is BERT's own and adds nothing: folders of earlier versions know the pieces alone.
    if treatment.contains(false) { found.add(treatment.map { $0 ? "1" : "0" }.joined()) }
    return found.value
  }
}
