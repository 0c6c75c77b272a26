import MTLData
import MTLKernels
import Testing

@Suite struct ChainTests {
  static let chains: [(String, [[String]])] = [
    ("a", [["a"]]),
    ("a|b&c", [["a"], ["b", "c"]]),
    (" a & b |\tc ", [["a", "b"], ["c"]]),
    ("weibo_ner&weibo-cws|x1", [["weibo_ner", "weibo-cws"], ["x1"]]),
    ("情感|संज्ञा", [["情感"], ["संज्ञा"]]),
  ]

  @Test(arguments: chains)
  func parses(_ text: String, _ groups: [[String]]) throws {
    let chain = try Chain(parsing: text)
    #expect(chain.groups == groups)
    #expect(chain.problems == groups.flatMap { $0 })
  }

  static let refused: [(String, String)] = [
    ("", "chain '', column 1: expected the name of a problem, got none"),
    ("a||b", "chain 'a||b', column 3: expected the name of a problem, got none"),
    ("a&", "chain 'a&', column 3: expected the name of a problem, got none"),
    (" & b", "chain ' & b', column 2: expected the name of a problem, got none"),
    ("a|b & a", "chain 'a|b & a', column 7: expected each problem once, got 'a' again"),
    ("a b", "chain 'a b', column 3: expected '|' or '&', got 'b'"),
    ("a|../b", "chain 'a|../b', column 3: expected a letter, digit, '_' or '-', got '.'"),
    ("a\u{0}", #"chain 'a\u{0}', column 2: expected a letter, digit, '_' or '-', got '\u{0}'"#),
    ("a\\b", #"chain 'a\b', column 2: expected a letter, digit, '_' or '-', got '\'"#),
  ]

  @Test(arguments: refused)
  func refuses(_ text: String, _ message: String) {
    #expect {
      try Chain(parsing: text)
    } throws: {
      "\($0)" == message
    }
  }

  static let unknown: [(String, String)] = [
    (
      "mood | intnet",
      "chain 'mood | intnet', column 8: expected a known problem, got 'intnet'"
        + "; did you mean 'intent'?"
    ),
    (
      "pos",
      "chain 'pos', column 1: expected a known problem, got 'pos'; known: 'intent', 'mood'"
    ),
  ]

  @Test(arguments: unknown)
  func refusesUnknown(_ text: String, _ message: String) {
    #expect {
      try Chain(parsing: text, known: ["intent", "mood"])
    } throws: {
      "\($0)" == message
    }
  }

  @Test func writesItselfBack() throws {
    for trial in 0..<500 {
      let key = RandomKey(seed: 7)(trial)
      let count = 1 + key.integer(below: 8, at: 0)
      var text = ""
      for p in 0..<count {
        if p > 0 { text += key.integer(below: 2, at: 3 * p) == 0 ? " | " : "& " }
        text += "p\(p)" + String(repeating: " ", count: key.integer(below: 2, at: 3 * p + 1))
      }
      let chain = try Chain(parsing: text)
      #expect(try Chain(parsing: chain.description) == chain)
      #expect(chain.description == text.filter { $0 != " " })
      #expect(chain.problems == (0..<count).map { "p\($0)" })
    }
  }

  @Test func survivesAnyText() {
    let alphabet = Array("ab|& _-.\u{0}é漢\u{1F600}\u{301}")
    for trial in 0..<2_000 {
      let key = RandomKey(seed: 8)(trial)
      let length = key.integer(below: 12, at: 0)
      let text = String(
        (0..<length).map { alphabet[key.integer(below: alphabet.count, at: $0 + 1)] })
      do {
        let chain = try Chain(parsing: text)
        #expect(try Chain(parsing: chain.description) == chain)
      } catch {
        #expect(error.column >= 1 && error.column <= text.unicodeScalars.count + 1)
      }
    }
  }
}
