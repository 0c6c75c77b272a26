/// One product on the calling thread, of matrices that lie in its own cache: attention's.
/// c: [rows, columns]; a: [rows, inner] and b: [inner, columns], or transposed.
///
/// OpenBLAS's kernels for AVX-512 read small factors as they lie. Those for AVX2 lay both out anew and
/// zero c first, which takes as long as the sums of 60 rows: there this multiplies (on a Zen 4 attention
/// takes a fifth less time).
func productInCache(
  _ a: Matrix, _ b: Matrix, transposing: Transposing = .neither, into c: Matrix,
  _ write: Write = .overwrite
) {
  if OpenBLAS.laysSmallFactorsOut {
    multiplyInCache(a, b, transposing: transposing, into: c, write)
  } else {
    product(a, b, transposing: transposing, into: c, write)
  }
}

/// c = a b, aᵀ b or a bᵀ; added to c where asked. b is read as it lies where sixteen of its columns
/// lie side by side and are short, and laid out so elsewhere; a always as it lies.
func multiplyInCache(
  _ a: Matrix, _ b: Matrix, transposing: Transposing = .neither, into c: Matrix,
  _ write: Write = .overwrite
) {
  let left = Lines(left: a, transposed: transposing == .left)
  let right = Lines(right: b, transposed: transposing == .right)
  precondition(
    left.depth == right.depth && left.count == c.rows && right.count == c.columns, "sizes differ")
  if right.lineStride == 1, right.count.isMultiple(of: SumTile.columns), right.depth <= 256 {
    multiply(left, right.base, strip: SumTile.columns, row: right.elementStride, into: c, write)
  } else {
    let strip = SumTile.columns * right.depth
    let strips = (right.count + SumTile.columns - 1) / SumTile.columns
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(strips * strip, 1)) {
      let laidOut = $0.baseAddress.unsafelyUnwrapped
      right.layOut(into: laidOut)
      multiply(left, laidOut, strip: strip, row: SumTile.columns, into: c, write)
    }
  }
}

/// b's strips of columns lie `strip` apart, and their rows `row`.
private func multiply(
  _ a: Lines, _ b: UnsafePointer<Float>, strip: Int, row: Int, into c: Matrix, _ write: Write
) {
  var b = b
  for column in stride(from: 0, to: c.columns, by: SumTile.columns) {
    let columns = column..<min(column + SumTile.columns, c.columns)
    for first in stride(from: 0, to: c.rows, by: SumTile.rows) {
      let rows = first..<min(first + SumTile.rows, c.rows)
      SumTile.multiply(a, from: first, b, stride: row, into: c[rows, columns], write)
    }
    b += strip
  }
}
