import MTLKernels
import TestSupport
import Testing

/// c[i, j] = Σ a[i, k] b[k, j], in Double.
func reference(_ a: Matrix, _ b: Matrix, _ transposing: Transposing) -> [Double] {
  func at(_ m: Matrix, _ r: Int, _ c: Int, _ isTransposed: Bool) -> Double {
    Double(isTransposed ? m.row(c)[r] : m.row(r)[c])
  }
  let (rows, inner) = transposing == .left ? (a.columns, a.rows) : (a.rows, a.columns)
  let columns = transposing == .right ? b.rows : b.columns
  return (0..<rows * columns).map { place in
    let (i, j) = place.quotientAndRemainder(dividingBy: columns)
    return (0..<inner).reduce(0.0) {
      $0 + at(a, i, $1, transposing == .left) * at(b, $1, j, transposing == .right)
    }
  }
}

/// `expected` lies in this part of c, and 7 around it.
func expect(
  _ c: Matrix, holds expected: [Double], rows: Range<Int>, columns: Range<Int>,
  within bound: Double
) {
  for r in 0..<c.rows {
    for column in 0..<c.columns {
      let place = (r - rows.lowerBound) * columns.count + column - columns.lowerBound
      let isInside = rows.contains(r) && columns.contains(column)
      #expect(abs(Double(c.row(r)[column]) - (isInside ? expected[place] : 7)) < bound)
    }
  }
}

/// a b, aᵀ b and a bᵀ come out right, written over what was there and added to it.
func expectEveryForm(
  rows: Int, columns: Int, inner: Int,
  _ multiply: (_ a: Matrix, _ b: Matrix, Transposing, _ c: Matrix, Write) -> Void
) throws {
  for form in [Transposing.neither, .left, .right] {
    let arena = try Arena(capacity: 4_000_000)
    let a =
      form == .left ? random(arena, inner, rows, seed: 1) : random(arena, rows, inner, seed: 1)
    let b =
      form == .right
      ? random(arena, columns, inner, seed: 2) : random(arena, inner, columns, seed: 2)
    let c = arena.take(rows, columns)
    fill(c, with: .nan)
    let expected = reference(a, b, form)
    multiply(a, b, form, c, .overwrite)
    #expect(distance(c.values, expected) < 1e-4)
    multiply(a, b, form, c, .accumulate)
    #expect(distance(c.values, expected.map { 2 * $0 }) < 2e-4)
  }
}
