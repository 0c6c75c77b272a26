import TestSupport
import Testing

@testable import MTLKernels

@Suite struct NarrowFormatTests {
  @Test func halvesAreTheNearest() {
    #expect(half(1) == 0x3F80)
    #expect(half(-2.5) == 0xC020)
    #expect(half(1 + 1 / 256) == 0x3F80)  // half way: the even one
    #expect(half(1 + 3 / 256) == 0x3F82)  // half way: the even one
    #expect(half(1.004) == 0x3F81)
    #expect(half(.infinity) == 0x7F80)
    #expect(half(.greatestFiniteMagnitude) == 0x7F80)
    #expect(wide(half(.nan)).isNaN)
    #expect(wide(half(Float(bitPattern: 0x7FFF_FFFF))).isNaN)
    #expect(wide(half(Float(bitPattern: 0xFF80_0001))).isNaN)
    for value in deterministic(1000, seed: 1) { #expect(half(wide(half(value))) == half(value)) }
  }

  @Test func rowsAreQuantizedToTheirLargestMagnitude() throws {
    let arena = try Arena(capacity: 10_000)
    let x = arena.take(4, 3)
    copy(from: [1, -2, 0.5, 0, 0, 0, 254, 127, -1, 3, .nan, 1], into: x)
    let y = arena.takeBytes(4, 3)
    quantize(x, into: y)
    #expect([y.base[0], y.base[1], y.base[2]] == [64, -127, 32])
    #expect([y.base[3], y.base[4], y.base[5]] == [0, 0, 0])
    #expect([y.base[6], y.base[7]] == [127, 64])
    #expect([y.scales[0], y.scales[1], y.scales[2]] == [2 / 127, 0, 2])
    #expect(y.scales[3].isNaN)
  }

  /// Without VNNI pairs are added in 16 bits and saturate, so that int8 is refused there.
  @Test func int8NeedsInstructionsThatSumExactly() {
    for exact in ["AVX2_VNNI", "AVX512_CORE_VNNI", "AVX512_CORE_BF16", "AVX512_CORE_AMX"] {
      #expect(Precision.sumsBytesExactly(exact))
    }
    for inexact in ["DEFAULT", "SSE41", "AVX", "AVX2", "AVX512_CORE"] {
      #expect(!Precision.sumsBytesExactly(inexact))
    }
  }

  @Test func aFactorTakesRowsInItsFormat() throws {
    let arena = try Arena(capacity: 10_000)
    let x = random(arena, 5, 6, seed: 1)
    let (same, halves, bytes) = (arena.take(5, 6), arena.takeHalf(5, 6), arena.takeBytes(5, 6))
    copy(x, into: .float32(same))
    copy(x, into: .bfloat16(halves))
    copy(x, into: .int8(bytes))
    copy(x, into: .float32(x))
    #expect(same.values == x.values)
    #expect(distance(halves.values, x.values.map(Double.init)) < 1 / 250)
    #expect(distance(bytes.values, x.values.map(Double.init)) < 1 / 250)
  }

  /// An activation on narrow rows is the activation of their widened values, rounded.
  @Test func activationsOfNarrowRowsAreThoseOfWidenedOnes() throws {
    let (rows, columns) = (40, 70)
    let arena = try Arena(capacity: 100_000)
    let x = random(arena, rows, columns, seed: 1, size: 3)
    let narrowed = arena.takeHalf(rows, columns)
    narrow(x, into: narrowed)
    copy(from: narrowed.values, into: x)
    let (y, halves, bytes) = (
      arena.take(rows, columns), arena.takeHalf(rows, columns), arena.takeBytes(rows, columns)
    )
    gelu(.float32(x), into: .float32(y))
    gelu(.bfloat16(narrowed), into: .bfloat16(halves))
    gelu(.float32(x), into: .int8(bytes))
    #expect(halves.values == y.values.map { wide(half($0)) })
    #expect(distance(bytes.values, y.values.map(Double.init)) < 3 / 250)

    let dy = random(arena, rows, columns, seed: 2)
    let narrowGradient = arena.takeHalf(rows, columns)
    narrow(dy, into: narrowGradient)
    copy(from: narrowGradient.values, into: dy)
    let (sums, narrowSums) = (arena.take(1, columns), arena.take(1, columns))
    zero(sums)
    zero(narrowSums)
    geluBackward(.float32(dy), input: .float32(x), biasGradient: sums)
    geluBackward(
      .bfloat16(narrowGradient), input: .bfloat16(narrowed), biasGradient: narrowSums)
    #expect(narrowGradient.values == dy.values.map { wide(half($0)) })
    #expect(sums.values == narrowSums.values)
    let expected = arena.take(1, columns)
    zero(expected)
    addRows(of: dy, to: expected)
    #expect(distance(sums.values, expected.values.map(Double.init)) < 1e-4)
  }
}
