/// What is done to a text before it is cut into words: the settings of Hugging Face's
/// `BertNormalizer`.
public struct Normalization: Equatable, Sendable {
  /// Controls, private-use and unassigned-looking scalars go, every kind of space becomes a space.
  public var cleansText: Bool
  public var lowercases: Bool
  /// nil: as ``lowercases`` says, as in the original BERT.
  public var stripsAccents: Bool?
  /// Each Chinese character becomes a word.
  public var spacesChinese: Bool

  public init(
    cleansText: Bool = true, lowercases: Bool = true, stripsAccents: Bool? = nil,
    spacesChinese: Bool = true
  ) {
    self.cleansText = cleansText
    self.lowercases = lowercases
    self.stripsAccents = stripsAccents
    self.spacesChinese = spacesChinese
  }

  var decomposes: Bool { stripsAccents ?? lowercases }
}

/// What one ASCII byte does in the scan, and the byte that it becomes.
struct ASCIIAction: Sendable {
  enum Kind: UInt8 { case letter, removed, whitespace, punctuation }

  let kind: Kind
  let byte: UInt8
  /// A special token may begin here, so the scan has to look.
  let mayBeginSpecial: Bool
}

extension Normalization {
  /// The actions of the bytes 0 ..< 128.
  func asciiActions(specials: SpecialTokens) -> [ASCIIAction] {
    (UInt8(0)..<128).map { byte in
      let properties = UnicodeTables.shared.properties[UInt32(byte)]
      let isUppercase = (65...90).contains(byte)
      let kind: ASCIIAction.Kind =
        if cleansText, properties.contains(.removed) {
          .removed
        } else if properties.contains(.whitespace) {
          .whitespace
        } else if properties.contains(.punctuation) {
          .punctuation
        } else {
          .letter
        }
      return ASCIIAction(
        kind: kind, byte: lowercases && isUppercase ? byte + 32 : byte,
        mayBeginSpecial: specials.mayBegin(with: byte))
    }
  }
}
