import MTLData
import Testing

@testable import bert_mtl

/// Lines are read as the rows of training data are.
@Suite struct InputLineTests {
  private func input(_ text: String) throws -> Input {
    let line = LineReader.Line(number: 3, text: text)
    return try LineFormat.json.input(line, of: "rows", modalities: ["image"])
  }

  @Test func bareValuesAreTexts() throws {
    #expect(try input(#""a b""#) == Input(.text("a b")))
    #expect(try input(#"["a", "b"]"#) == Input(.words(["a", "b"])))
  }

  @Test(arguments: [
    #"{"text": "a b", "text_b": ["c"]}"#, #"{"text": {"a": "a b", "b": ["c"]}}"#,
    #"{"a": "a b", "b": ["c"]}"#,
  ])
  func pairs(_ line: String) throws {
    #expect(try input(line) == Input(.text("a b"), .words(["c"])))
  }

  @Test func wordsWithASecondText() throws {
    let expected = Input(.words(["a", "b"]), .text("c"))
    #expect(try input(#"{"words": ["a", "b"], "text_b": "c"}"#) == expected)
  }

  @Test func modalitiesBesidePairsAndAlone() throws {
    let image = try ModalInput("image", numbers: [1, 2], shape: [2], place: "here")
    let pair = Input(.text("a"), .text("b"), modalities: [image])
    #expect(try input(#"{"text": {"a": "a", "b": "b"}, "image": [1, 2]}"#) == pair)
    #expect(try input(#"{"a": "a", "b": "b", "image": [1, 2]}"#) == pair)
    #expect(try input(#"{"image": [1, 2]}"#) == Input(modalities: [image]))
    #expect(try input(#"{"text": "a", "image": null}"#) == Input(.text("a")))
  }

  @Test(arguments: [
    ("7", "field 'text': expected a text, a list of words or a pair, got 7"),
    (#"["a", 3]"#, "field 'text[1]': expected a word, got 3"),
    (#"{"text": "a", "text_b": 3}"#, Self.second),
    (#"{"text": {"a": "x"}}"#, "expected a field 'b', got none (fields: 'a')"),
    ("{}", "expected a field 'text', got none"),
    (
      "wake me",
      "expected a value at column 1, got 'w'; plain texts are read with --lines text"
    ),
  ])
  func refuses(_ line: String, _ message: String) {
    #expect {
      try input(line)
    } throws: {
      "\($0)" == "rows line 3: \(message)"
    }
  }

  private static let second =
    "field 'text_b': expected a text, a list of words or a pair, got 3"
}
