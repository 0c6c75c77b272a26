import TestSupport
import Testing

@testable import MTLData

@Suite struct TokenizerFolderTests {
  private func tokenizer(_ files: [String: String]) throws -> Tokenizer {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try Tokenizer(folder: folder.path)
  }

  @Test func bothSourcesGiveTheSameIds() throws {
    let fromText = try SmallVocabulary.tokenizer()
    let fromJSON = try tokenizer(["tokenizer.json": SmallVocabulary.json()])
    let inputs = ["Unable, ÀB你[MASK]a", "x", ""].map { Input(.text($0)) }
    #expect(try fromText.encode(inputs) == fromJSON.encode(inputs))
    #expect(fromText.vocabularySize == 14)
    #expect(fromJSON.vocabularySize == 14)
  }

  @Test func theConfigurationHasTheLastWord() throws {
    let cased = try tokenizer([
      "tokenizer.json": SmallVocabulary.json(),
      "tokenizer_config.json": """
      {"do_lower_case": false, "strip_accents": true, "tokenize_chinese_chars": false,
       "model_max_length": 512, "mask_token": {"content": "a"}}
      """,
    ])
    #expect(
      cased.normalization
        == Normalization(lowercases: false, stripsAccents: true, spacesChinese: false))
    #expect(cased.modelMaximumLength == 512)
    #expect(cased.mask == 10)
    let endless = try tokenizer([
      "vocab.txt": SmallVocabulary.text,
      "tokenizer_config.json": "{\"model_max_length\": 1000000000000000019884624838656}",
    ])
    #expect(endless.modelMaximumLength == nil)
    #expect(endless.normalization == Normalization())
  }

  @Test func laterLinesWinAndSpacesAtTheEndDoNotCount() throws {
    let repeated = try tokenizer([
      "vocab.txt": "[UNK]\r\n[CLS]\n[SEP] \na\u{3000}\n\na\nb"
    ])
    #expect(repeated.id(of: "a") == 5)
    #expect(repeated.id(of: "b") == 6)
    #expect(repeated.piece(of: 3) == "a")
    #expect(repeated.piece(of: 4) == nil)
    #expect(repeated.piece(of: 7) == nil)
    #expect(repeated.piece(of: -1) == nil)
    #expect(repeated.vocabularySize == 7)
    #expect(repeated.padding == nil)
  }

  /// "é" in one scalar and "é" in two are equal as `String`s and are two pieces.
  @Test func equalLookingPiecesStayApart() throws {
    let json = SmallVocabulary.json(["\"你\": 13": "\"\u{E9}\": 13, \"e\u{301}\": 14"])
    let twins = try tokenizer(["tokenizer.json": json])
    #expect(twins.id(of: "\u{E9}") == 13)
    #expect(twins.id(of: "e\u{301}") == 14)
  }

  @Test func addedTokensAreFoundAndNumberedPastTheVocabulary() throws {
    let added = try tokenizer([
      "vocab.txt": SmallVocabulary.text,
      "tokenizer_config.json": """
      {"added_tokens_decoder": {"20": {"content": "<a>"}, "21": {"content": "<a>b"}},
       "additional_special_tokens": ["able"]}
      """,
    ])
    #expect(
      try added.encode(Input(.text("a<A><a><a>bABLEunableb"))).ids == [
        2, 10, 1, 10, 1, 20, 21, 1, 8, 1, 3,
      ])
    #expect(added.vocabularySize == 22)
    #expect(added.piece(of: 21) == "<a>b")
    #expect(added.id(of: "<a>") == 20)
  }

  @Test(arguments: [true, false])
  func savesWhatItReads(fromJSON: Bool) throws {
    let configuration = "{\"do_lower_case\": false, \"model_max_length\": 64}"
    let source = try TemporaryFolder()
    try source.write(configuration, to: "tokenizer_config.json")
    try source.write(SmallVocabulary.text, to: "vocab.txt")
    if fromJSON { try source.write(SmallVocabulary.json(), to: "tokenizer.json") }
    let tokenizer = try Tokenizer(folder: source.path)

    let target = try TemporaryFolder()
    try target.write(SmallVocabulary.json(["\"a\": 10": "\"c\": 10"]), to: "tokenizer.json")
    try tokenizer.save(to: target.path)
    let names = ["special_tokens_map.json", "tokenizer_config.json", "vocab.txt"]
    #expect(target.names == (fromJSON ? names + ["tokenizer.json"] : names).sorted())
    #expect(try target.read("vocab.txt") == Array(SmallVocabulary.text.utf8))
    let again = try Tokenizer(folder: target.path)
    #expect(again.settings.normalization == tokenizer.settings.normalization)
    #expect(again.modelMaximumLength == 64)
    let inputs = [Input(.text("Unable[MASK] a")), Input(.words(["unable", "a"]), .text("able"))]
    #expect(try again.encode(inputs) == tokenizer.encode(inputs))
  }
}
