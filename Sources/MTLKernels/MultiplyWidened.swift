import COneDNN

/// A product where oneDNN has no code for it: in float32, from widened copies.
///
/// It is slow, and right: sums of int8 are exact up to 2²⁴, which is 1,040 products of 127 · 127.
func multiplyWidened(
  _ shape: onednn_shape, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer,
  bias: UnsafePointer<Float>?, into c: UnsafeMutableRawPointer
) {
  let (rows, columns, inner) = (Int(shape.rows), Int(shape.columns), Int(shape.inner))
  withUnsafeTemporaryAllocation(
    of: Float.self, capacity: rows * inner + inner * columns + rows * columns
  ) { floats in
    let base = floats.baseAddress.unsafelyUnwrapped
    let left = Matrix(base: base, rows: rows, columns: inner)
    let right = Matrix(base: base + left.count, rows: inner, columns: columns)
    let sums = Matrix(base: base + left.count + right.count, rows: rows, columns: columns)
    widen(a, shape.factors, row: Int(shape.a_row), column: Int(shape.a_column), into: left)
    widen(b, shape.factors, row: Int(shape.b_row), column: Int(shape.b_column), into: right)
    product(left, right, into: sums)
    for r in 0..<rows {
      for column in 0..<columns {
        let value = sums.row(r)[column] + (bias.map { $0[column] } ?? 0)
        store(
          value, shape.result, accumulates: shape.accumulates != 0,
          at: r * Int(shape.c_row) + column, of: c)
      }
    }
  }
}

private func widen(
  _ x: UnsafeRawPointer, _ type: onednn_type, row: Int, column: Int, into y: Matrix
) {
  for r in 0..<y.rows {
    for c in 0..<y.columns {
      let place = r * row + c * column
      y.row(r)[c] =
        switch type {
        case ONEDNN_INT8: Float(x.load(fromByteOffset: place, as: Int8.self))
        case ONEDNN_BFLOAT16: wide(x.load(fromByteOffset: 2 * place, as: UInt16.self))
        default: x.load(fromByteOffset: 4 * place, as: Float.self)
        }
    }
  }
}

private func store(
  _ value: Float, _ type: onednn_type, accumulates: Bool, at place: Int,
  of c: UnsafeMutableRawPointer
) {
  switch type {
  case ONEDNN_BFLOAT16: c.storeBytes(of: half(value), toByteOffset: 2 * place, as: UInt16.self)
  case ONEDNN_INT32: c.storeBytes(of: Int32(value), toByteOffset: 4 * place, as: Int32.self)
  default:
    let before = accumulates ? c.load(fromByteOffset: 4 * place, as: Float.self) : 0
    c.storeBytes(of: before + value, toByteOffset: 4 * place, as: Float.self)
  }
}
