import TestSupport
import Testing

@testable import MTLKernels

/// Whatever OpenBLAS's kernels are, what multiplies in their place has to be right.
@Suite struct MultiplyInCacheTests {
  /// Tiles are six rows by sixteen columns; b is laid out by eights, and read as it lies up to 256.
  @Test(arguments: [
    (1, 1, 1), (5, 15, 7), (6, 16, 8), (7, 17, 9), (57, 57, 32), (12, 32, 256), (13, 48, 257),
    (31, 9, 64), (0, 16, 8), (6, 0, 8), (6, 16, 0),
  ])
  func everyFormMatchesTheReference(rows: Int, columns: Int, inner: Int) throws {
    try expectEveryForm(rows: rows, columns: columns, inner: inner) {
      multiplyInCache($0, $1, transposing: $2, into: $3, $4)
    }
  }

  @Test(arguments: [9..<25, 9..<26])
  func partsOfMatricesAreReadAndWrittenAlone(columns: Range<Int>) throws {
    let arena = try Arena(capacity: 20_000)
    let (wideA, wideB) = (random(arena, 40, 40, seed: 1), random(arena, 40, 40, seed: 2))
    let wideC = arena.take(20, 40)
    for form in [Transposing.neither, .left, .right] {
      let a = form == .left ? wideA[3..<24, 2..<15] : wideA[2..<15, 3..<24]
      let b = form == .right ? wideB[columns, 5..<26] : wideB[5..<26, columns]
      let c = wideC[4..<17, columns]
      fill(wideC, with: 7)
      multiplyInCache(a, b, transposing: form, into: c)
      multiplyInCache(a, b, transposing: form, into: c, .accumulate)
      expect(
        wideC, holds: reference(a, b, form).map { 2 * $0 }, rows: 4..<17, columns: columns,
        within: 2e-4)
    }
  }

  @Test func theChoiceFollowsTheKernels() {
    #expect(["Haswell", "Zen", "ZEN"].allSatisfy(OpenBLAS.laysSmallFactorsOut))
    #expect(
      !["SkylakeX", "Cooperlake", "neoversen1", ""].contains(where: OpenBLAS.laysSmallFactorsOut))
  }
}
