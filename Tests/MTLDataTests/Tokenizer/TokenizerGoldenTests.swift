import Foundation
import Testing

@testable import MTLData

/// What the package `tokenizers` answered, written by `Tests/Fixtures/tokenizer/make_goldens.py`.
@Suite struct TokenizerGoldenTests {
  struct Golden: Decodable {
    enum Side: Decodable {
      case text(String)
      case words([String])

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        let text = try? value.decode(String.self)
        self = try text.map { .text($0) } ?? .words(value.decode([String].self))
      }

      var segment: Segment {
        switch self {
        case .text(let text): .text(text)
        case .words(let words): .words(words)
        }
      }
    }

    let a: Side
    let b: Side?
    let maximum: Int?
    let ids: [Int32]
    let types: [Int32]
    let words: [Int32]
    let offsets: [[Int32]]
  }

  struct Manifest: Decodable {
    struct File: Decodable {
      let bytes: Int
      let fnv1a: String
    }

    let files: [String: File]
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/tokenizer").standardized

  @Test(arguments: [("uncased", true), ("cased", false), ("chinese", true)])
  func answersAsTokenizersDoes(name: String, lowercases: Bool) throws {
    let vocabulary = Self.folder.appending(path: "\(name)-vocab.txt").path
    let tokenizer = try Tokenizer(vocabularyFile: vocabulary, lowercases: lowercases)
    let lines = try Data(contentsOf: Self.folder.appending(path: "\(name).jsonl"))
      .split(separator: 0x0A)
    #expect(lines.count == 160)
    for (row, line) in lines.enumerated() {
      let golden = try JSONDecoder().decode(Golden.self, from: line)
      let encoding = try tokenizer.encode(
        Input(golden.a.segment, golden.b?.segment), maximumLength: golden.maximum)
      #expect(encoding.ids == golden.ids, "\(name) line \(row + 1)")
      #expect(encoding.types == golden.types, "\(name) line \(row + 1)")
      #expect(encoding.words == golden.words, "\(name) line \(row + 1)")
      #expect(
        encoding.offsets.map { [$0.lowerBound, $0.upperBound] } == golden.offsets,
        "\(name) line \(row + 1)")
    }
  }

  /// A golden that changed without its script being run is no golden.
  @Test func theGoldensAreThoseOfTheManifest() throws {
    let text = try Data(contentsOf: Self.folder.appending(path: "manifest.json"))
    let manifest = try JSONDecoder().decode(Manifest.self, from: text)
    #expect(manifest.files.count == 6)
    for (name, file) in manifest.files {
      let bytes = try Data(contentsOf: Self.folder.appending(path: name))
      let sum = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      let digits = String(sum, radix: 16)
      #expect(bytes.count == file.bytes, "\(name)")
      #expect(String(repeating: "0", count: 16 - digits.count) + digits == file.fnv1a, "\(name)")
    }
  }
}
