/// Everything a scan reads and never changes.
final class ScanRules: Sendable {
  let vocabulary: Vocabulary
  let normalization: Normalization
  let decomposes: Bool
  let specials: SpecialTokens
  let unknown: Int32
  let ascii: [ASCIIAction]

  init(
    _ vocabulary: Vocabulary, _ normalization: Normalization, _ specials: SpecialTokens,
    unknown: Int32
  ) {
    self.vocabulary = vocabulary
    self.normalization = normalization
    decomposes = normalization.decomposes
    self.specials = specials
    self.unknown = unknown
    ascii = normalization.asciiActions(specials: specials)
  }
}
