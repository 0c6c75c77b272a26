import MTLKernels
import Testing

@testable import MTLData

@Suite struct TokenizerTests {
  private let tokenizer: Tokenizer

  init() throws { tokenizer = try SmallVocabulary.tokenizer() }

  private func pieces(_ encoding: Encoding) -> [String] {
    encoding.ids.map { tokenizer.piece(of: $0) ?? "?" }
  }

  @Test func cutsWordsIntoTheLongestPieces() throws {
    let encoding = try tokenizer.encode(Input(.text("Unaffable, un\u{301}able!")))
    #expect(
      pieces(encoding) == [
        "[CLS]", "un", "##aff", "##able", ",", "un", "##able", "[UNK]", "[SEP]",
      ])
    #expect(encoding.words == [-1, 0, 0, 0, 1, 2, 2, 3, -1])
    #expect(
      encoding.offsets == [0..<0, 0..<2, 2..<5, 5..<9, 9..<10, 11..<13, 14..<18, 18..<19, 0..<0])
    #expect(encoding.sides == [-1, 0, 0, 0, 0, 0, 0, 0, -1])
    #expect(encoding.types == Array(repeating: 0, count: 9))
  }

  @Test func pairsHaveTwoSegments() throws {
    let encoding = try tokenizer.encode(Input(.text("able"), .text("un able")))
    #expect(pieces(encoding) == ["[CLS]", "able", "[SEP]", "un", "able", "[SEP]"])
    #expect(encoding.types == [0, 0, 0, 1, 1, 1])
    #expect(encoding.words == [-1, 0, -1, 0, 1, -1])
    #expect(encoding.sides == [-1, 0, -1, 1, 1, -1])
    #expect(encoding.wordCounts == [1, 2])
    #expect(EncodedRow(encoding).sides == encoding.sides)
  }

  @Test func splitWordsKeepTheUsersIndices() throws {
    let words = ["unable", "", "\u{1}", "able,un", "[MASK]"]
    let encoding = try tokenizer.encode(Input(.words(words)))
    #expect(
      pieces(encoding) == ["[CLS]", "un", "##able", "able", ",", "un", "[MASK]", "[SEP]"])
    #expect(encoding.words == [-1, 0, 0, 3, 3, 3, 4, -1])
    #expect(encoding.offsets == [0..<0, 0..<2, 2..<6, 0..<4, 4..<5, 5..<7, 0..<6, 0..<0])
    #expect(encoding.wordCounts == [5])
    #expect(encoding.emptyWords == [WordPlace(side: 0, word: 1), WordPlace(side: 0, word: 2)])
  }

  @Test func writtenSpecialTokensAreThemselves() throws {
    let encoding = try tokenizer.encode(Input(.text("able[MASK]able[SEP] [mask]")))
    #expect(
      pieces(encoding) == [
        "[CLS]", "able", "[MASK]", "able", "[SEP]", "[UNK]", "[UNK]", "[UNK]", "[SEP]",
      ])
    #expect(encoding.words == [-1, 0, 1, 2, 3, 4, 5, 6, -1])
  }

  @Test(arguments: [(99, "un"), (100, "un"), (101, "[UNK]")])
  func longWordsAreUnknown(length: Int, first: String) throws {
    let word = "un" + String(repeating: "a", count: length - 2)
    let encoding = try tokenizer.encode(Input(.text(word)))
    #expect(tokenizer.piece(of: encoding.ids[1]) == first)
    #expect(encoding.offsets[encoding.count - 2].upperBound == Int32(length))
  }

  @Test func nothingIsTwoSpecialTokens() throws {
    let encoding = try tokenizer.encode(Input(.text("")))
    #expect(pieces(encoding) == ["[CLS]", "[SEP]"])
    #expect(try tokenizer.encode([]).isEmpty)
  }

  @Test func batchesEqualSingleInputs() throws {
    let inputs = (0..<300).map { row in
      Input(
        .text(String(repeating: "un able ", count: row % 17)),
        row % 3 == 0 ? .words(["able", "x\(row)"]) : nil)
    }
    let together = try tokenizer.encode(inputs, maximumLength: 9)
    let alone = try inputs.map { try tokenizer.encode($0, maximumLength: 9) }
    #expect(together == alone)
  }

  @Test func offsetsCountTheScalarsOfTheText() throws {
    let encoding = try tokenizer.encode(Input(.text("\u{3000}A\u{308}b\u{4f60}\u{e000}un")))
    #expect(encoding.offsets == [0..<0, 1..<2, 3..<4, 4..<5, 6..<8, 0..<0])
  }
}
