import MTLKernels
import Testing

@testable import MTLData

@Suite struct MaskingTests {
  private static let specials: Set<Int32> = [0, 1, 2, 3, 4]
  private static let masking = Masking(mask: 4, vocabulary: 1000, specials: specials)

  /// `[CLS] … [SEP]`, pieces from 5 on; words begin at every second piece.
  private static func row(_ pieces: Int) -> (ids: [Int32], firstPieces: [Int32]) {
    let ids = [2] + (0..<pieces).map { Int32(5 + $0 * 7 % 900) } + [3]
    return (ids, stride(from: 1, to: Int32(pieces) + 1, by: 2).map { $0 })
  }

  @Test func hidesAsPublished() {
    let (ids, firstPieces) = Self.row(100)
    var (hidden, kept, drawn, places) = (0, 0, 0, 0)
    for seed in 0..<2000 {
      let row = Self.masking.hide(ids, firstPieces: firstPieces, key: RandomKey(seed: UInt64(seed)))
      #expect(row.places.count == 15)  // of 102
      #expect(row.places == row.places.sorted() && Set(row.places).count == 15)
      for (place, target) in zip(row.places.map(Int.init), row.targets) {
        #expect(ids[place] == target && !Self.specials.contains(target))
        places += 1
        switch row.ids[place] {
        case 4: hidden += 1
        case target: kept += 1
        default: drawn += 1
        }
      }
      for place in ids.indices where !row.places.contains(Int32(place)) {
        #expect(row.ids[place] == ids[place])
      }
    }
    #expect(places == 30_000)
    // Four deviations of a binomial; a drawn piece may be the target itself once in 1000.
    #expect(abs(hidden - 24_000) < 280 && abs(kept - 3_000) < 220 && abs(drawn - 3_000) < 220)
  }

  @Test func everyPlaceIsEquallyLikely() {
    let (ids, firstPieces) = Self.row(20)
    var counts = [Int](repeating: 0, count: 22)
    for seed in 0..<4000 {
      let row = Self.masking.hide(ids, firstPieces: firstPieces, key: RandomKey(seed: UInt64(seed)))
      for place in row.places { counts[Int(place)] += 1 }
    }
    #expect(counts[0] == 0 && counts[21] == 0)
    #expect(counts[1...20].allSatisfy { abs($0 - 600) < 100 })  // 3 of 20 in each of 4000
  }

  @Test func isAFunctionOfTheKey() {
    let (ids, firstPieces) = Self.row(60)
    let key = RandomKey(seed: 5)
    let row = Self.masking.hide(ids, firstPieces: firstPieces, key: key)
    #expect(Self.masking.hide(ids, firstPieces: firstPieces, key: key) == row)
    #expect(Self.masking.hide(ids, firstPieces: firstPieces, key: key(1)) != row)
  }

  @Test(arguments: [(1, 1), (3, 1), (10, 2), (400, 20)])
  func hidesAtLeastOneAndAtMostTheMost(pieces: Int, places: Int) {
    let (ids, firstPieces) = Self.row(pieces)
    let row = Self.masking.hide(ids, firstPieces: firstPieces, key: RandomKey(seed: 1))
    #expect(row.places.count == places)
  }

  @Test func specialPiecesAreNeverHidden() {
    let ids: [Int32] = [2, 1, 4, 3, 0]
    let key = RandomKey(seed: 1)
    let nothing = Self.masking.hide(ids, firstPieces: [1, 2], key: key)
    #expect(nothing == MaskedRow(ids: ids, places: [], targets: []))
    #expect(!Self.masking.canHide(ids, firstPieces: [1, 2]))
    #expect(Self.masking.canHide([2, 1, 9, 4, 3], firstPieces: [1, 2]))
    for seed in 0..<50 as Range<UInt64> {
      let key = RandomKey(seed: seed)
      let row = Self.masking.hide([2, 1, 9, 4, 3], firstPieces: [1, 2], key: key)
      #expect(row.places == [2] && row.targets == [9])
    }
  }

  @Test func wholeWordsAreHiddenTogether() {
    var masking = Self.masking
    masking.wholeWords = true
    let (ids, firstPieces) = Self.row(100)
    for seed in 0..<200 as Range<UInt64> {
      let row = masking.hide(ids, firstPieces: firstPieces, key: RandomKey(seed: seed))
      #expect(row.places.count == 14)  // seven words of two; an eighth would be one too many
      for (first, second) in zip(row.places, row.places.dropFirst()) where first % 2 == 1 {
        #expect(second == first + 1)
      }
    }
  }

  @Test func aSpecialPieceEndsAWord() {
    var masking = Self.masking
    (masking.wholeWords, masking.share) = (true, 1)
    // [CLS] a ##b [SEP] ##c d [SEP]: what truncation left of a word is a word of its own.
    let row = masking.hide(
      [2, 10, 11, 3, 12, 13, 3], firstPieces: [1, 5], key: RandomKey(seed: 1))
    #expect(row.places == [1, 2, 4, 5])
    masking.most = 1
    let one = masking.hide(
      [2, 10, 11, 3, 12, 13, 14, 3], firstPieces: [1, 5], key: RandomKey(seed: 1))
    #expect(one.places == [4])
  }

  @Test func aWordLargerThanTheShareIsTakenAlone() {
    var masking = Self.masking
    masking.wholeWords = true
    let ids: [Int32] = [2, 10, 11, 12, 3]
    #expect(masking.hide(ids, firstPieces: [1], key: RandomKey(seed: 1)).places == [1, 2, 3])
    masking.most = 2
    #expect(masking.hide(ids, firstPieces: [1], key: RandomKey(seed: 1)).places == [])
  }
}
