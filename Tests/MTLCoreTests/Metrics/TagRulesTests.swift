import MTLData
import MTLKernels
import Testing

@testable import MTLCore

@Suite struct TagRulesTests {
  private func rules(_ tags: [String]) throws -> TransitionRules {
    try #require(TagTable(tags)?.rules)
  }

  @Test func iob2() throws {
    let rules = try rules(["O", "B-X", "I-X", "B-Y", "I-Y"])
    #expect((0..<5).map(rules.mayStart) == [true, true, false, true, false])
    #expect((0..<5).map(rules.mayEnd) == [true, true, true, true, true])
    let after = (0..<5).map { before in (0..<5).filter { rules.mayFollow(Int32(before), $0) } }
    #expect(after == [[0, 1, 3], [0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 3, 4], [0, 1, 3, 4]])
  }

  @Test(arguments: [
    ["O", "B-X", "I-X", "E-X", "S-X", "B-Y"], ["O", "B-X", "I-X", "L-X", "U-X", "B-Y"],
  ])
  func iobes(_ tags: [String]) throws {
    let rules = try rules(tags)
    #expect((0..<6).map(rules.mayStart) == [true, true, false, false, true, true])
    #expect((0..<6).map(rules.mayEnd) == [true, false, false, true, true, false])
    let after = (0..<6).map { before in (0..<6).filter { rules.mayFollow(Int32(before), $0) } }
    let free: [Int32] = [0, 1, 4, 5]
    #expect(after == [free, [2, 3], [2, 3], free, free, []])
  }

  @Test func bmes() throws {
    let rules = try rules(["B", "E", "M", "S"])
    #expect((0..<4).map(rules.mayStart) == [true, false, false, true])
    #expect((0..<4).map(rules.mayEnd) == [false, true, false, true])
    let after = (0..<4).map { before in (0..<4).filter { rules.mayFollow(Int32(before), $0) } }
    #expect(after == [[1, 2], [0, 3], [1, 2], [0, 3]])
  }

  /// O B I E, of which some words were cut.
  @Test(
    arguments: [
      ([0, 1, 2, 3], [0, 1, 2, 3]), ([0, 1], [0, -1]), ([0, 2, 3], [0, -1, 3]),
      ([2], [-1]), ([0, 1, 0], [0, 1, -1]), ([], []),
    ] as [([Int32], [Int32])])
  func bridgesWhatWasCut(_ kept: [Int32], _ known: [Int32]) throws {
    #expect(try rules(["O", "B-X", "I-X", "E-X"]).bridged(kept) == known)
  }

  @Test(arguments: [["O", "I-X"], ["O", "I-X", "E-X"]])
  func otherSchemesHaveNone(_ tags: [String]) throws {
    #expect(try #require(TagTable(tags)).rules == nil)
  }
}
