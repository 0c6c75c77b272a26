/// y = x / |x| over each row; 1 / |x| is kept. A row of zeros stays one and has no gradient.
public func unitRows(_ x: Matrix, inverseNorms: Matrix, into y: Matrix) {
  let span = Profile.begin("unit rows", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.rows == y.rows && x.columns == y.columns && inverseNorms.count >= x.rows)
  let columns = x.columns
  Parallel.slices(of: x.rows, cost: 2 * columns) { rows in
    for r in rows {
      let (x, y) = (x.row(r), y.row(r))
      let s = inverseNorm(x, columns)
      for c in 0..<columns { y[c] = s * x[c] }
      inverseNorms.base[r] = s
    }
  }
}

/// dx = (dy - y (y·dy)) / |x|, in place over `dy`.
public func unitRowsBackward(_ dy: Matrix, output y: Matrix, inverseNorms: Matrix) {
  let span = Profile.begin("unit rows backward", bytes: 12 * y.count)
  defer { span.end() }
  precondition(dy.rows == y.rows && dy.columns == y.columns && inverseNorms.count >= y.rows)
  let columns = y.columns
  Parallel.slices(of: y.rows, cost: 2 * columns) { rows in
    for r in rows {
      let (y, dy) = (y.row(r), dy.row(r))
      let (inner, s) = (dot(y, dy, columns), inverseNorms.base[r])
      for c in 0..<columns { dy[c] = s * (dy[c] - inner * y[c]) }
    }
  }
}

/// 1 / |x|; 0 for a row of zeros. Not a number stays so.
@inline(__always)
func inverseNorm(_ x: UnsafePointer<Float>, _ columns: Int) -> Float {
  let square = dot(x, x, columns)
  return square == 0 ? 0 : 1 / square.squareRoot()
}
