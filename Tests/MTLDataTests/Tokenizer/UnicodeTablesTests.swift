import Testing

@testable import MTLData

@Suite struct UnicodeTablesTests {
  private let tables = UnicodeTables.shared

  private func count(_ property: ScalarProperties) -> Int {
    (0..<0x110000 as Range<UInt32>).count { tables.properties[$0].contains(property) }
  }

  /// As the script counted them when it asked `tokenizers`.
  @Test func sizes() {
    #expect(count(.removed) == 137_681)
    #expect(count(.whitespace) == 25)
    #expect(count(.punctuation) == 726)
    #expect(count(.chinese) == 81_264)
  }

  @Test func oneScalarBecomesTwo() {
    let dotted = tables.lowercase.range(of: 0x130)
    #expect(dotted?.map { tables.lowercase[$0] } == [0x69, 0x307])
    let accented = tables.stripped.range(of: 0x1EA4)
    #expect(accented?.map { tables.stripped[$0] } == [0x41])
    #expect(tables.stripped.range(of: 0x41) == nil)
  }

  @Test func marksAreSortedAndKeepTheOrderOfSources() {
    var order = CanonicalOrder()
    order.append(
      .init(scalar: 0x301, combiningClass: 230, isRemoved: true, isFirst: true), source: 4)
    order.append(
      .init(scalar: 0x302E, combiningClass: 224, isRemoved: false, isFirst: true), source: 5)
    let marks = order.take(after: 3)
    #expect(marks.map(\.scalar) == [0x302E])
    #expect(marks.map(\.source) == [4])
    #expect(order.isEmpty)
  }

  @Test func pagesAreSharedAndApart() {
    var table = TwoStageTable<UInt8>(empty: 0)
    table.fill(0x0FF..<0x401, with: 7)
    #expect(table[0xFE] == 0 && table[0xFF] == 7 && table[0x100] == 7 && table[0x400] == 7)
    #expect(table[0x401] == 0 && table[0x10FFFF] == 0)
  }
}
