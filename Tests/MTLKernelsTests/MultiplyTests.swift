import MTLKernels
import TestSupport
import Testing

@Suite struct MultiplyTests {
  @Test(arguments: [
    (1, 1, 1), (3, 5, 7), (33, 70, 19), (130, 517, 100), (700, 70, 200), (17, 900, 800),
  ])
  func agreesWithTheReference(rows: Int, columns: Int, inner: Int) throws {
    try expectEveryForm(rows: rows, columns: columns, inner: inner) {
      multiply($0, $1, transposing: $2, into: $3, $4)
    }
  }

  @Test(arguments: [
    (5, 3, 4), (600, 300, 70), (19, 300, 70), (50, 520, 130),
    // Few rows of a wide weight: rows in threes, columns in fours, with every number left over.
    (1, 64, 256), (2, 65, 256), (3, 66, 256), (4, 67, 256), (19, 385, 384), (32, 128, 1536),
    (33, 128, 256),
    (0, 64, 256),
  ])
  func addsTheBias(rows: Int, columns: Int, inner: Int) throws {
    let arena = try Arena(capacity: 1_000_000)
    let x = random(arena, rows, inner, seed: 1)
    let w = random(arena, columns, inner, seed: 2)
    let bias = random(arena, 1, columns, seed: 3)
    let y = arena.take(rows, columns)
    fill(y, with: .nan)
    multiply(x, weight: w, bias: bias, into: y)
    let b = bias.values
    let expected = reference(x, w, .right).enumerated().map { $1 + Double(b[$0 % columns]) }
    #expect(distance(y.values, expected) < 1e-4)
  }

  @Test(arguments: [5, 40])
  func addsTheBiasInPartsOfMatrices(rows: Int) throws {
    let arena = try Arena(capacity: 200_000)
    let (wideX, wideW) = (random(arena, rows, 150, seed: 1), random(arena, 140, 150, seed: 2))
    let (x, w) = (wideX[0..<rows, 9..<137], wideW[3..<133, 9..<137])
    let bias = random(arena, 1, 130, seed: 3)
    let wideY = arena.take(rows + 2, 150)
    fill(wideY, with: 7)
    multiply(x, weight: w, bias: bias, into: wideY[1..<rows + 1, 5..<135])
    let b = bias.values
    let expected = reference(x, w, .right).enumerated().map { $1 + Double(b[$0 % 130]) }
    expect(wideY, holds: expected, rows: 1..<rows + 1, columns: 5..<135, within: 1e-4)
  }

  @Test func readsAndWritesPartsOfMatrices() throws {
    let arena = try Arena(capacity: 10_000)
    let (a, b) = (random(arena, 6, 9, seed: 1), random(arena, 9, 8, seed: 2))
    let c = arena.take(6, 8)
    fill(c, with: 7)
    multiply(a[1..<4, 2..<6], b[0..<4, 3..<8], into: c[2..<5, 1..<6])
    let expected = reference(a[1..<4, 2..<6], b[0..<4, 3..<8], .neither)
    expect(c, holds: expected, rows: 2..<5, columns: 1..<6, within: 1e-5)
  }
}
