import TestSupport
import Testing

@testable import MTLData

/// A folder that cannot be read, and the message without its path.
struct BadFolder: Sendable, CustomTestStringConvertible {
  let files: [String: [UInt8]]
  let message: String

  init(_ files: [String: String], _ message: String) {
    self.init(bytes: files.mapValues { Array($0.utf8) }, message)
  }

  init(bytes: [String: [UInt8]], _ message: String) {
    (self.files, self.message) = (bytes, message)
  }

  var testDescription: String { message }
}

@Suite struct TokenizerMessageTests {
  static let vocabularies = [
    BadFolder([:], ".: expected vocab.txt or tokenizer.json, found neither"),
    BadFolder(
      bytes: ["vocab.txt": Array("[PAD]\nab".utf8) + [0xC3, 0x28]],
      "vocab.txt: expected UTF-8, byte 8 belongs to no character; save the file as UTF-8"),
    BadFolder(
      bytes: ["vocab.txt": [0x61, 0xED, 0xA0, 0x80]],
      "vocab.txt: expected UTF-8, byte 1 belongs to no character; save the file as UTF-8"),
    BadFolder(["vocab.txt": ""], "vocab.txt: expected one piece a line, found none"),
    BadFolder(["vocab.txt": "\n\n \n"], "vocab.txt: expected one piece a line, found none"),
    BadFolder(
      ["vocab.txt": "[UNK]\n[CLS]\na\n"],
      "vocab.txt: expected the separator token '[SEP]' among the pieces, it is not there; "
        + "name another as 'sep_token' in tokenizer_config.json"),
    BadFolder(
      ["vocab.txt": SmallVocabulary.text, "tokenizer_config.json": #"{"cls_token": "<s>"}"#],
      "vocab.txt: expected the classifier token '<s>' among the pieces, it is not there; "
        + "name another as 'cls_token' in tokenizer_config.json"),
  ]

  static let configurations = [
    ("{\"do_lower_case\": 1}", "'do_lower_case': expected true or false, got 1"),
    ("{\"unk_token\": [1]}", "'unk_token': expected a token, got [1]"),
    ("[1, 2]", "line 1 column 1: expected an object, got [1, 2]"),
    ("{\n\"a\" 1}", "line 2 column 5: expected ':' after a key, got '1'"),
    (
      #"{"additional_special_tokens": ["<x>"]}"#,
      "'additional_special_tokens': expected tokens of the vocabulary, got '<x>'"
    ),
    (
      #"{"additional_special_tokens": [7]}"#, "'additional_special_tokens': expected texts, got 7"
    ),
    (
      #"{"added_tokens_decoder": {"0": {"content": "[PAD]", "lstrip": true}}}"#,
      "added token '[PAD]': expected 'lstrip' to be false, got true; "
        + "tokens are found by their spelling alone"
    ),
    (
      #"{"added_tokens_decoder": {"x": {"content": "[PAD]"}}}"#,
      "piece 'x': expected a number from 0 to 16777215, got 'x'"
    ),
  ].map { text, message in
    BadFolder(
      ["vocab.txt": SmallVocabulary.text, "tokenizer_config.json": text],
      // An unknown token is looked for among the pieces.
      (message.contains("of the vocabulary") ? "vocab.txt: " : "tokenizer_config.json: ") + message)
  }

  static let tokenizers = [
    (
      ["\"BertNormalizer\"": "\"NFC\""],
      "'normalizer.type': expected 'BertNormalizer', got 'NFC'"
    ),
    (
      ["\"pre_tokenizer\"": "\"other\""],
      "'pre_tokenizer.type': expected 'BertPreTokenizer', got null"
    ),
    (["\"WordPiece\"": "\"BPE\""], "'model.type': expected 'WordPiece', got 'BPE'"),
    (
      ["\"vocab\"": "\"merges\""],
      "'model.vocab': expected an object of pieces and their numbers, got null"
    ),
    (["\"un\": 5": "\"un\": -5"], "piece 'un': expected a number from 0 to 16777215, got -5"),
    (["\"un\": 5": "\"un\": 1e99"], "piece 'un': expected a number from 0 to 16777215, got 1e+99"),
    (
      ["\"max_input_chars_per_word\": 100": "\"max_input_chars_per_word\": 0"],
      "'model.max_input_chars_per_word': expected a whole number above 0, got 0"
    ),
    (
      ["\"lowercase\": true": "\"lowercase\": 2"],
      "'normalizer.lowercase': expected true or false, got 2"
    ),
    (
      ["\"normalized\": false": "\"normalized\": true"],
      "added token '[MASK]': expected 'normalized' to be false, got true; "
        + "tokens are found by their spelling alone"
    ),
    (
      ["\"[SEP]\": 3": "\"[sep]\": 3"],
      "expected the separator token '[SEP]' among the pieces, it is not there; "
        + "name another as 'sep_token' in tokenizer_config.json"
    ),
    (["\"content\": \"[MASK]\",": ""], "'content': expected a text, got an object of 3 keys"),
  ].map { changes, message in
    BadFolder(
      ["tokenizer.json": SmallVocabulary.json(changes)],
      "tokenizer.json: " + message)
  }

  @Test(arguments: vocabularies + configurations + tokenizers)
  func refusesFolders(_ bad: BadFolder) throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in bad.files { try folder.write(bytes, to: name) }
    let error = #expect(throws: TokenizerError.self) { try Tokenizer(folder: folder.path) }
    #expect(folder.stripped(error?.description ?? "nothing") == bad.message)
  }

  @Test func refusesLengthsWithoutRoom() throws {
    let tokenizer = try SmallVocabulary.tokenizer()
    #expect(throws: TokenizerError.maximumLength(needed: 3, actual: 2)) {
      try tokenizer.encode(Input(.text("a")), maximumLength: 2)
    }
    #expect(throws: TokenizerError.maximumLength(needed: 4, actual: 3)) {
      try tokenizer.encode([Input(.text("a")), Input(.text("a"), .text("b"))], maximumLength: 3)
    }
    #expect(
      TokenizerError.maximumLength(needed: 4, actual: -1).description
        == "maximum length: expected at least 4, for the special tokens and one piece, got -1")
  }

  @Test func saysWhatTheSystemSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "file")
    let reading = #expect(throws: TokenizerError.self) {
      try Tokenizer(vocabularyFile: folder.file("none.txt"), lowercases: true)
    }
    #expect(
      folder.stripped(reading?.description ?? "")
        == "none.txt: expected a file to read, got: No such file or directory")
    let zero = #expect(throws: TokenizerError.self) {
      try Tokenizer(vocabularyFile: "a\0b", lowercases: true)
    }
    #expect(
      zero == .unreadable(path: "a\0b", reason: "No such file or directory"))
    let writing = #expect(throws: TokenizerError.self) {
      try SmallVocabulary.tokenizer().save(to: folder.file("file"))
    }
    #expect(
      folder.stripped(writing?.description ?? "")
        == "file: expected a place to write to, got: File exists")
  }

  @Test func sizesThatNoTestCanReach() {
    #expect(
      TokenizerError.textLength(row: 7, bytes: 3_000_000_000).description
        == "row 7: expected a text of at most 2147483647 bytes, got 3000000000")
    #expect(
      TokenizerError.vocabularySize(path: "vocab.txt", bytes: 20_000_000, limit: 16_777_216)
        .description == "vocab.txt: expected fewer than 16777216 bytes of pieces, got 20000000")
  }
}
