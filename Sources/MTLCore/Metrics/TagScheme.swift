/// How tags mark the spans of a sequence, and which sequences of them are a span in strict reading.
///
/// The patterns are those of `seqeval.scheme`; BILOU and BMES are IOBES in other letters.
enum TagScheme: String, Equatable, Sendable {
  case iob1 = "IOB1"
  case iob2 = "IOB2"
  case ioe2 = "IOE2"
  case iobes = "IOBES"
  case bilou = "BILOU"
  case bmes = "BMES"

  /// The scheme of a set of tags, nil where they mark no spans: parts of speech, digits, words.
  ///
  /// Each tag must be `O`, a letter, or a letter, `-` and a type.
  init?(tags: [String]) {
    var letters: Set<Character> = []
    for tag in tags {
      guard let letter = tag.first, TagPrefix(letter: letter) != nil else { return nil }
      let rest = tag.dropFirst()
      guard rest.isEmpty || (rest.first == "-" && letter != "O") else { return nil }
      letters.insert(letter)
    }
    letters.remove("O")
    switch letters {
    case []: return nil
    case ["I"]: self = .iob1
    case _ where letters.isSubset(of: ["B", "I"]): self = .iob2
    case _ where letters.isSubset(of: ["I", "E"]): self = .ioe2
    case _ where letters.isSubset(of: ["B", "I", "E", "S"]): self = .iobes
    case _ where letters.isSubset(of: ["B", "I", "L", "U"]): self = .bilou
    case _ where letters.isSubset(of: ["B", "M", "E", "S"]): self = .bmes
    default: return nil
    }
  }

  struct Pattern: Sendable {
    enum Types: Sendable { case same, different, any }
    let previous: TagPrefix
    let current: TagPrefix
    let types: Types

    init(_ previous: TagPrefix, _ current: TagPrefix, _ types: Types) {
      (self.previous, self.current, self.types) = (previous, current, types)
    }

    func matches(_ a: Tag, _ b: Tag) -> Bool {
      guard previous.contains(a.prefix), current.contains(b.prefix) else { return false }
      return types == .any || (a.type == b.type) == (types == .same)
    }
  }

  func starts(_ previous: Tag, _ current: Tag) -> Bool {
    starting.contains { $0.matches(previous, current) }
  }

  func continues(_ previous: Tag, _ current: Tag) -> Bool {
    continuing.contains { $0.matches(previous, current) }
  }

  func ends(_ previous: Tag, _ current: Tag) -> Bool {
    ending.contains { $0.matches(previous, current) }
  }

  private var starting: [Pattern] {
    switch self {
    case .iob1: TagScheme.startIOB1
    case .iob2: TagScheme.startIOB2
    case .ioe2: TagScheme.startIOE2
    case .iobes, .bilou, .bmes: TagScheme.startIOBES
    }
  }

  private var continuing: [Pattern] {
    switch self {
    case .iob1, .iob2: TagScheme.insideIOB
    case .ioe2: TagScheme.insideIOE2
    case .iobes, .bilou, .bmes: TagScheme.insideIOBES
    }
  }

  private var ending: [Pattern] {
    switch self {
    case .iob1: TagScheme.endIOB1
    case .iob2: TagScheme.endIOB2
    case .ioe2: TagScheme.endIOE2
    case .iobes, .bilou, .bmes: TagScheme.endIOBES
    }
  }
}
