import MTLData

/// What the options of language models may be.
struct LanguageRanges {
  let path: String

  func check(share: Double?, most: Int?, topK: Int?) throws(ConfigurationError) {
    try require(share, "masked_lm_prob", "a number above 0, at most 1") { $0 > 0 && $0 <= 1 }
    try require(most, "max_predictions_per_seq", "a whole number from 1") { $0 >= 1 }
    try require(topK, "top_k", "a whole number from 1 to 1000") { 1...1000 ~= $0 }
  }

  func require<Value>(
    _ value: Value?, _ key: String, _ expected: String, _ holds: (Value) -> Bool
  ) throws(ConfigurationError) {
    guard let value, !holds(value) else { return }
    throw .range(path: "\(path).\(key)", expected: expected, actual: "\(value)")
  }
}

extension Problem {
  /// The id of [MASK]; throws where the vocabulary has none.
  func requireMask(_ setting: Setting) throws(LanguageModelError) -> Int32 {
    guard let mask = setting.tokenizer.mask else { throw .noMask(problem: name) }
    return mask
  }

  /// How rows are masked, as published where nothing is said. Special pieces are never hidden.
  func masking(
    _ setting: Setting, share: Double?, most: Int?, wholeWord: Bool?
  ) throws(LanguageModelError) -> Masking {
    let (tokenizer, mask) = (setting.tokenizer, try requireMask(setting))
    var specials: Set = [mask, tokenizer.unknown, tokenizer.classifier, tokenizer.separator]
    if let padding = tokenizer.padding { specials.insert(padding) }
    return Masking(
      mask: mask, vocabulary: tokenizer.vocabularySize, specials: specials, share: share ?? 0.15,
      most: most ?? 20, wholeWords: wholeWord ?? false)
  }
}
