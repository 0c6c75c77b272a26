import MTLData
import Testing

@testable import bert_mtl

/// Lines for problems that read documents.
@Suite struct DocumentLineTests {
  private func input(_ text: String, _ format: LineFormat = .json) throws -> Input {
    try format.input(LineReader.Line(number: 3, text: text), of: "rows", .document)
  }

  @Test func documents() throws {
    let expected = Input(.sentences([.text("a b"), .words(["c", "d"])]))
    #expect(try input(#"["a b", ["c", "d"]]"#) == expected)
    #expect(try input(#"{"sentences": ["a b", ["c", "d"]]}"#) == expected)
    #expect(try input("a b", .text) == Input(.sentences([.text("a b")])))
  }

  @Test(arguments: [
    ("3", "rows line 3: field 'sentences': expected a list of sentences, got 3"),
    (#"{"text": "a"}"#, "rows line 3: expected a field 'sentences', got none (fields: 'text')"),
    (
      "[3]",
      "rows line 3: field 'sentences[0]': expected a text, a list of words or a pair, got 3"
    ),
  ])
  func refuses(_ line: String, _ message: String) {
    #expect {
      try input(line)
    } throws: {
      "\($0)" == message
    }
  }
}
