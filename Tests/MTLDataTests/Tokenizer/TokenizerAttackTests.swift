import MTLKernels
import TestSupport
import Testing

@testable import MTLData

/// Every `String` has an encoding: nothing that a text can hold stops the program.
@Suite struct TokenizerAttackTests {
  private let tokenizer: Tokenizer

  init() throws { tokenizer = try SmallVocabulary.tokenizer() }

  /// Random bytes read as UTF-8, random scalars of every plane, and pieces of special tokens.
  private func text(_ seed: UInt64) -> String {
    let key = RandomKey(seed: seed)
    let count = Int(key.uniform(at: 0) * 60)
    let bytes = (0..<count).map { UInt8(key.uniform(at: $0 + 1) * 256) }
    switch seed % 3 {
    case 0: return String(decoding: bytes, as: UTF8.self)
    case 1:
      var text = ""
      for i in 0..<count {
        let value = UInt32(key.uniform(at: i + 1) * 0x110000)
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "[")
      }
      return text
    default:
      let parts = ["[MASK]", "[", "MASK]", "[SEP", "]", "\u{301}", "e", "\u{302E}", "가", "\0"]
      return bytes.map { parts[Int($0) % parts.count] }.joined()
    }
  }

  @Test func everyTextHasAnEncoding() throws {
    for seed in 0..<6_000 as Range<UInt64> {
      let text = text(seed)
      let encoding = try tokenizer.encode(
        Input(.text(text), .words([text, "", text])), maximumLength: 4 + Int(seed % 50))
      let scalars = Int32(text.unicodeScalars.count)
      #expect(encoding.count <= 4 + Int(seed % 50))
      #expect(encoding.offsets.allSatisfy { 0 <= $0.lowerBound && $0.upperBound <= scalars })
      #expect(encoding.ids.allSatisfy { tokenizer.piece(of: $0) != nil })
      #expect(encoding.words.count == encoding.count && encoding.sides.count == encoding.count)
    }
  }

  /// Nothing here takes time beyond the length of the text, nor a stack that grows with it.
  @Test func longRunsAreOnlyLong() throws {
    let marks = String(repeating: "\u{301}\u{302E}\u{327}", count: 100_000)
    let letters = String(repeating: "a", count: 1_000_000)
    for text in [
      marks, "e" + marks, letters, letters + marks, String(repeating: "[", count: 300_000),
    ] {
      #expect(try tokenizer.encode(Input(.text(text)), maximumLength: 64).count <= 64)
    }
  }

  @Test func vocabulariesOfAnything() throws {
    for seed in 0..<400 as Range<UInt64> {
      let folder = try TemporaryFolder()
      try folder.write(SmallVocabulary.text + text(seed * 3), to: "vocab.txt")
      let tokenizer = try Tokenizer(folder: folder.path)
      #expect(try tokenizer.encode(Input(.text(text(seed)))).count >= 2)
    }
  }

  @Test func filesCutAnywhereAreRefused() throws {
    let json = Array(SmallVocabulary.json().utf8)
    for end in stride(from: 0, to: json.count, by: 3) {
      let folder = try TemporaryFolder()
      try folder.write(Array(json[..<end]), to: "tokenizer.json")
      #expect(throws: TokenizerError.self) { try Tokenizer(folder: folder.path) }
    }
  }
}
