/// What a target text is cut into.
public enum TextUnits: String, Codable, CaseIterable, Sendable {
  /// The tokenizer's pieces.
  case pieces
  /// Unicode scalars, those of spaces too.
  case characters
  /// What the user has split, or what lies between spaces.
  case words

  /// How messages count them.
  var name: String { String(rawValue.dropLast()) }

  /// The characters or words of a text, in their order; none of pieces, which the tokenizer cuts.
  func cut(_ segment: Segment) -> [String] {
    switch (self, segment.flattened) {
    case (.words, .words(let words)): words
    case (.words, let segment):
      segment.joined.split { $0.isWhitespace }.map(String.init)
    case (.characters, let segment): segment.joined.unicodeScalars.map { String($0) }
    case (.pieces, _): []
    }
  }

  /// The text of characters or words.
  public func join(_ units: [String]) -> String {
    units.joined(separator: self == .words ? " " : "")
  }
}

extension LabelVocabulary {
  /// Every character or word of the target texts, sorted. Throws if there is none.
  public init(
    of targets: [Target], cutInto units: TextUnits, place: String
  ) throws(DataError) {
    var distinct: Set<Label> = []
    for case .text(let segment) in targets {
      for unit in units.cut(segment) { distinct.insert(.text(unit)) }
    }
    try self.init(distinct.sorted(), place: place)
  }
}
