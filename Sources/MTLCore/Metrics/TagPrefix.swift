/// The letter of a tag: where in a span the word stands.
struct TagPrefix: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let inside = TagPrefix(rawValue: 1)
  static let outside = TagPrefix(rawValue: 2)
  static let begin = TagPrefix(rawValue: 4)
  static let end = TagPrefix(rawValue: 8)
  static let single = TagPrefix(rawValue: 16)
  static let any = TagPrefix(rawValue: 31)

  /// Letters of all schemes. L and U are what BILOU calls E and S, M is what BMES calls I.
  init?(letter: Character) {
    switch letter {
    case "I", "M": self = .inside
    case "O": self = .outside
    case "B": self = .begin
    case "E", "L": self = .end
    case "S", "U": self = .single
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
