import MTLKernels
import Testing

@testable import MTLData

@Suite struct PairCuttingTests {
  /// Documents whose pieces are all different: piece p of document d is 1000 d + p + 5.
  private static func documents(_ sentences: [[Int]]) -> [Document] {
    sentences.enumerated().map { number, lengths in
      var document = Document()
      var next = Int32(1000 * number + 5)
      for length in lengths {
        let ids = (0..<length).map { next + Int32($0) }
        next += Int32(length)
        document.append(
          Encoding(
            ids: ids, types: ids.map { _ in 0 }, offsets: ids.map { _ in 0..<0 },
            words: ids.indices.map { Int32($0) / 2 }, sides: ids.map { _ in 0 },
            wordCounts: [(length + 1) / 2], emptyWords: [], truncated: 0))
      }
      return document
    }
  }

  private static let many = documents(
    (0..<40).map { d in (0..<1 + d % 9).map { 1 + (d * 31 + $0 * 17) % 23 } })

  @Test(arguments: [5, 12, 30, 64])
  func isThePublishedAlgorithm(maximumLength: Int) {
    let cutting = PairCutting(maximumLength: maximumLength, shortShare: 0.3, duplicates: 3)
    let pairs = cutting.pairs(of: Self.many, key: RandomKey(seed: 9))
    let published = PublishedPairs(documents: Self.many, cutting: cutting)
      .pairs(key: RandomKey(seed: 9))
    #expect(pairs.count == published.count && pairs.count > 100)
    for (pair, reference) in zip(pairs, published) {
      #expect(pair.isRandom == reference.isRandom)
      #expect(ids(pair.first) == reference.first && ids(pair.second) == reference.second)
    }
  }

  private func ids(_ span: DocumentPair.Span) -> [Int32] {
    Array(Self.many[span.document].ids[span.pieces])
  }

  @Test func pairsFitAndAreWhatTheySay() {
    let cutting = PairCutting(maximumLength: 24, duplicates: 10)
    let pairs = cutting.pairs(of: Self.many, key: RandomKey(seed: 2))
    for pair in pairs {
      #expect(!pair.first.pieces.isEmpty && !pair.second.pieces.isEmpty)
      #expect(pair.first.pieces.count + pair.second.pieces.count <= 21)
      #expect(pair.isRandom == (pair.first.document != pair.second.document))
      if !pair.isRandom { #expect(pair.first.pieces.upperBound <= pair.second.pieces.lowerBound) }
    }
    #expect(pairs.contains { $0.isRandom } && pairs.contains { !$0.isRandom })
    #expect(cutting.pairs(of: Self.many, key: RandomKey(seed: 2)) == pairs)
    #expect(cutting.pairs(of: Self.many, key: RandomKey(seed: 3)) != pairs)
  }

  /// A little more: what is left at the end of a document may be one sentence.
  @Test func halfOfLongDocumentsPairsAreRandom() {
    let documents = Self.documents(Array(repeating: Array(repeating: 4, count: 60), count: 4))
    let pairs = PairCutting(maximumLength: 35, shortShare: 0, duplicates: 100)
      .pairs(of: documents, key: RandomKey(seed: 2))
    let random = pairs.count { $0.isRandom }
    #expect(abs(Double(random) / Double(pairs.count) - 0.52) < 0.02)
  }

  @Test func aDocumentOfOneSentenceIsFollowedByAnother() {
    let pairs = PairCutting(maximumLength: 16, duplicates: 5)
      .pairs(of: Self.documents([[4], [3, 3]]), key: RandomKey(seed: 2))
    let own = pairs.filter { $0.first.document == 0 }
    #expect(own.count == 5 && own.allSatisfy { $0.isRandom && $0.second.document == 1 })
  }

  @Test func truncationTakesBothEnds() {
    let span = DocumentPair.Span(document: 0, pieces: 0..<1000)
    var pair = DocumentPair(first: span, second: span, isRandom: false)
    var draws = Draws(RandomKey(seed: 1))
    pair.truncate(to: 101, &draws)
    #expect(pair.first.pieces.count == 51 && pair.second.pieces.count == 50)
    #expect(abs(pair.first.pieces.lowerBound - 475) < 70)
    #expect(abs(pair.second.pieces.lowerBound - 475) < 70)
  }

  @Test func anEmptySentenceIsLeftOut() {
    #expect(Self.documents([[2, 0, 3]])[0].starts == [0, 2, 5])
    #expect(Self.documents([[0]])[0].sentences == 0)
  }

  @Test func aPairIsARow() {
    let documents = Self.documents([[4, 3], [5]])
    let row = EncodedRow(
      DocumentPair(
        first: .init(document: 0, pieces: 3..<6), second: .init(document: 1, pieces: 0..<2),
        isRandom: true), of: documents, classifier: 2, separator: 3)
    #expect(row.ids == [2, 8, 9, 10, 3, 1005, 1006, 3])
    #expect(row.types == [0, 0, 0, 0, 0, 1, 1, 1])
    #expect(row.words == [-1, 0, 1, 1, -1, 0, 0, -1])
    #expect(row.sides == [-1, 0, 0, 0, -1, 1, 1, -1])
    #expect(row.wordCounts == [2, 1])
    #expect(row.wordStarts.map(\.piece) == [1, 2, 5])
  }
}
