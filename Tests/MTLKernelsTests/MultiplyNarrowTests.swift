import COneDNN
import TestSupport
import Testing

@testable import MTLKernels

@Suite struct MultiplyNarrowTests {
  /// c[i, j] = Σ a[i, k] b[k, j], in Double, of what the narrow factors hold.
  private func reference(
    _ a: [Float], _ b: [Float], _ rows: Int, _ columns: Int, _ inner: Int,
    _ transposing: Transposing
  ) -> [Double] {
    (0..<rows * columns).map { place in
      let (i, j) = place.quotientAndRemainder(dividingBy: columns)
      return (0..<inner).reduce(0.0) { sum, k in
        let left = transposing == .left ? a[k * rows + i] : a[i * inner + k]
        let right = transposing == .right ? b[j * inner + k] : b[k * columns + j]
        return sum + Double(left) * Double(right)
      }
    }
  }

  private func narrowed(_ arena: Arena, _ rows: Int, _ columns: Int, seed: UInt64) -> HalfMatrix {
    let half = arena.takeHalf(rows, columns)
    narrow(random(arena, rows, columns, seed: seed), into: half)
    return half
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 7), (33, 70, 19), (130, 517, 100), (700, 300, 384)])
  func agreesWithTheReference(rows: Int, columns: Int, inner: Int) throws {
    for transposing in [Transposing.neither, .left, .right] {
      let arena = try Arena(capacity: 4_000_000)
      let a =
        transposing == .left
        ? narrowed(arena, inner, rows, seed: 1) : narrowed(arena, rows, inner, seed: 1)
      let b =
        transposing == .right
        ? narrowed(arena, columns, inner, seed: 2) : narrowed(arena, inner, columns, seed: 2)
      let expected = reference(a.values, b.values, rows, columns, inner, transposing)
      let c = arena.take(rows, columns)
      fill(c, with: .nan)
      multiply(a, b, transposing: transposing, into: c)
      #expect(distance(c.values, expected) < 1e-3)
      multiply(a, b, transposing: transposing, into: c, .accumulate)
      #expect(distance(c.values, expected.map { 2 * $0 }) < 2e-3)
    }
  }

  @Test func spareRowsOfGarbageChangeNothing() throws {
    let (rows, columns, inner) = (67, 40, 50)
    let arena = try Arena(capacity: 100_000)
    let c = arena.take(rows, columns)
    fill(arena.whole, with: .nan)
    let x = narrowed(arena, rows, inner, seed: 1)
    let dy = narrowed(arena, rows, columns, seed: 2)
    multiply(
      x, narrowed(arena, columns, inner, seed: 3), transposing: .right, into: c)
    #expect(!c.values.contains { !$0.isFinite })
    let gradient = arena.take(columns, inner)
    zero(gradient[0..<columns, 0..<inner])
    multiply(dy, x, transposing: .left, into: gradient, .accumulate)
    let expected = reference(dy.values, x.values, columns, inner, rows, .left)
    #expect(distance(gradient.values, expected) < 1e-3)
  }

  @Test(arguments: [(5, 3, 4), (600, 300, 70)])
  func addsTheBiasAndRounds(rows: Int, columns: Int, inner: Int) throws {
    let arena = try Arena(capacity: 1_000_000)
    let x = narrowed(arena, rows, inner, seed: 1)
    let w = narrowed(arena, columns, inner, seed: 2)
    let bias = random(arena, 1, columns, seed: 3)
    let (y, rounded) = (arena.take(rows, columns), arena.takeHalf(rows, columns))
    multiply(x, weight: w, bias: bias, into: y)
    multiply(x, weight: w, bias: bias, into: rounded)
    let b = bias.values
    let products = reference(x.values, w.values, rows, columns, inner, .right)
    let expected = products.enumerated().map { $1 + Double(b[$0 % columns]) }
    #expect(distance(y.values, expected) < 1e-3)
    for (value, expected) in zip(rounded.values, expected) {
      #expect(abs(Double(value) - expected) <= abs(expected) / 250 + 1e-3)
    }
  }

  @Test(.enabled(if: Precision.int8.absence == nil), arguments: [(4, 3, 5), (300, 130, 200)])
  func bytesAreSummedExactlyAndScaled(rows: Int, columns: Int, inner: Int) throws {
    let arena = try Arena(capacity: 1_000_000)
    let (x, w) = (arena.takeBytes(rows, inner), arena.takeBytes(columns, inner))
    quantize(random(arena, rows, inner, seed: 1), into: x)
    quantize(random(arena, columns, inner, seed: 2, size: 3), into: w)
    let bias = random(arena, 1, columns, seed: 3)
    let y = arena.take(rows, columns)
    multiply(x, weight: w, bias: bias, into: y)
    let b = bias.values
    let expected = reference(x.values, w.values, rows, columns, inner, .right).enumerated()
      .map { $1 + Double(b[$0 % columns]) }
    #expect(distance(y.values, expected) < 1e-3)
  }

  /// Whether the rows are as many as the weight was packed for, fewer or more.
  @Test(arguments: [1, 2, 19, 64, 130, 700])
  func packedWeightsGiveTheSame(rows: Int) throws {
    let arena = try Arena(capacity: 8_000_000)
    for (columns, inner) in [(1, 1), (52, 100), (384, 128), (300, 384), (512, 640)] {
      let bias = random(arena, 1, columns, seed: 3)
      let (y, z) = (arena.take(rows, columns), arena.take(rows, columns))
      let (x, w) = (
        narrowed(arena, rows, inner, seed: 1), narrowed(arena, columns, inner, seed: 2)
      )
      multiply(x, weight: w, bias: bias, into: y)
      multiply(x, weight: w, packed: PackedWeight(.bfloat16(w)), bias: bias, into: z)
      #expect(distance(z.values, y.values.map(Double.init)) < 1e-3)
      guard Precision.int8.absence == nil else { continue }
      let (a, b) = (arena.takeBytes(rows, inner), arena.takeBytes(columns, inner))
      quantize(random(arena, rows, inner, seed: 4), into: a)
      quantize(random(arena, columns, inner, seed: 5), into: b)
      multiply(a, weight: b, bias: bias, into: y)
      multiply(a, weight: b, packed: PackedWeight(.int8(b)), bias: bias, into: z)
      #expect(z.values == y.values)
    }
  }

  /// Where oneDNN has a layout of its own, code for other numbers of rows reads it too.
  @Test(.enabled(if: (try? OneDNN.found.get())?.instructions == "AVX512_CORE_AMX"))
  func packedWeightsAreRead() throws {
    let arena = try Arena(capacity: 1_000_000)
    let w = narrowed(arena, 384, 128, seed: 2)
    let packed = try #require(PackedWeight(.bfloat16(w)))
    for rows in [1, 19, 64, 700] as [Int64] {
      let shape = onednn_shape(
        rows: rows, columns: 384, inner: 128, a_row: 128, a_column: 1, b_row: 1, b_column: 128,
        c_row: 384, factors: ONEDNN_BFLOAT16, result: ONEDNN_FLOAT32, accumulates: 0, has_bias: 1)
      #expect(OneDNN.product(shape, packed) != nil, "\(rows)")
    }
  }

  /// A core may take some of the outputs of few rows: they lie in blocks, a block where it must be.
  @Test(.enabled(if: packsInBlocks))
  func partsOfPackedWeightsAreRead() throws {
    let (rows, columns, inner) = (19, 384, 128)
    let arena = try Arena(capacity: 1_000_000)
    let x = narrowed(arena, rows, inner, seed: 1)
    let w = narrowed(arena, columns, inner, seed: 2)
    let packed = try #require(PackedWeight(.bfloat16(w)))
    let border = try #require(packed.border)
    for width in [border, 2 * border] {
      let y = arena.take(rows, width)
      let shape = onednn_shape(
        rows: Int64(rows), columns: Int64(width), inner: Int64(inner), a_row: Int64(inner),
        a_column: 1, b_row: 1, b_column: Int64(inner), c_row: Int64(width),
        factors: ONEDNN_BFLOAT16, result: ONEDNN_FLOAT32, accumulates: 0, has_bias: 0)
      let product = try #require(OneDNN.product(shape, packed))
      for first in stride(from: 0, to: columns, by: width) {
        #expect(product.run(x.base, packed.bytes(from: first), bias: nil, into: y.base))
        let part = Array(w.values[first * inner..<(first + width) * inner])
        #expect(distance(y.values, reference(x.values, part, rows, width, inner, .right)) < 1e-3)
      }
    }
  }

  /// Behind int8 weights lie sums of their own, unless AMX multiplies them: they are not cut.
  @Test(.enabled(if: packsInBlocks && Precision.int8.absence == nil))
  func packedBytesAreCutWhereNothingLiesBehind() throws {
    let arena = try Arena(capacity: 1_000_000)
    let w = arena.takeBytes(384, 128)
    quantize(random(arena, 384, 128, seed: 5), into: w)
    let packed = try #require(PackedWeight(.int8(w)))
    #expect((packed.border != nil) == (instructions == "AVX512_CORE_AMX"))
  }

  @Test func productsAreCutWhereTheirCodeStaysFast() {
    func cuts(
      _ rows: Int, _ columns: Int, isNarrow: Bool = true, isPacked: Bool = false,
      packedBorder: Int? = nil, isTransposed: Bool = false
    ) -> [Int] {
      let (down, across) = OneDNNTiles.cuts(
        rows: rows, columns: columns, inner: 768, isNarrow: isNarrow, isPacked: isPacked,
        packedBorder: packedBorder, isTransposed: isTransposed)
      return [down, across]
    }
    #expect(cuts(1856, 768) == [4, 1])
    #expect(cuts(1856, 3072) == [8, 1])
    #expect(cuts(768, 3072, isTransposed: true) == [1, 4])
    #expect(cuts(64, 3072) == [1, 4])
    #expect(cuts(64, 3072, isPacked: true) == [1, 1])
    #expect(cuts(64, 3072, isPacked: true, packedBorder: 64) == [1, 4])
    #expect(cuts(64, 320, isPacked: true, packedBorder: 64) == [1, 1])
    #expect(cuts(256, 3072, isPacked: true, packedBorder: 64) == [4, 1])
    #expect(cuts(150, 30_522) == [2, 1])
    #expect(cuts(150, 30_522, isNarrow: false) == [2, 2])
    #expect(cuts(1, 2) == [1, 1])
  }

  /// What serves where oneDNN has no code must say the same.
  @Test func widenedFactorsGiveTheSame() throws {
    let (rows, columns, inner) = (9, 7, 11)
    let arena = try Arena(capacity: 100_000)
    let x = narrowed(arena, rows, inner, seed: 1)
    let w = narrowed(arena, columns, inner, seed: 2)
    let bias = random(arena, 1, columns, seed: 3)
    let y = arena.take(rows, columns)
    fill(y, with: 1)
    var shape = onednn_shape(
      rows: Int64(rows), columns: Int64(columns), inner: Int64(inner), a_row: Int64(inner),
      a_column: 1, b_row: 1, b_column: Int64(inner), c_row: Int64(columns),
      factors: ONEDNN_BFLOAT16, result: ONEDNN_FLOAT32, accumulates: 0, has_bias: 1)
    multiplyWidened(shape, x.base, w.base, bias: bias.base, into: y.base)
    let b = bias.values
    let products = reference(x.values, w.values, rows, columns, inner, .right)
    let expected = products.enumerated().map { $1 + Double(b[$0 % columns]) }
    #expect(distance(y.values, expected) < 1e-5)
    (shape.accumulates, shape.has_bias) = (1, 0)
    multiplyWidened(shape, x.base, w.base, bias: nil, into: y.base)
    #expect(distance(y.values, zip(expected, products).map { $0 + $1 }) < 1e-5)
    let rounded = arena.takeHalf(rows, columns)
    (shape.accumulates, shape.result) = (0, ONEDNN_BFLOAT16)
    multiplyWidened(shape, x.base, w.base, bias: nil, into: rounded.base)
    #expect(rounded.values == products.map { wide(half(Float($0))) })
  }
}

private let instructions = try? OneDNN.found.get().instructions
private let packsInBlocks = ["AVX512_CORE_BF16", "AVX512_CORE_AMX"].contains(instructions)
