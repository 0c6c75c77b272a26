/// Two matrices of equal size, part by part in parallel: `body` loops over pointers.
///
/// The loop is the caller's, because a function called from inside it would not be inlined through
/// the closure, and a call a float costs six times a vectorised loop (5.5 against 0.9 ns for GELU).
func forEachPart(
  _ x: Matrix, _ y: Matrix,
  _ body: (_ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) -> Void
) {
  precondition(x.isContiguous && y.isContiguous && x.count == y.count)
  Parallel.slices(of: x.count, cost: 4) {
    body(x.base + $0.lowerBound, y.base + $0.lowerBound, $0.count)
  }
}

/// y from x, row by row, in whatever formats they are: `body` sees float32.
func forEachRow(
  _ x: Factor, _ y: Factor,
  _ body: (_ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) -> Void
) {
  precondition(x.rows == y.rows && x.columns == y.columns, "equal shapes")
  if case .float32(let x) = x, case .float32(let y) = y { return forEachPart(x, y, body) }
  let columns = x.columns
  Parallel.slices(of: x.rows, cost: 4 * columns) { rows in
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * columns) { buffer in
      let buffer = buffer.baseAddress.unsafelyUnwrapped
      for r in rows {
        body(x.floats(row: r, in: buffer), buffer + columns, columns)
        y.take(row: r, buffer + columns)
      }
    }
  }
  y.zeroSpare()
}

/// dx from dy in place, row by row, in whatever formats they are; the sums of its columns are added
/// to `sums`, where there are any: the gradient of a bias.
func forEachRowBackward(
  _ x: Factor, _ dy: Factor, addingTo sums: Matrix?,
  _ body: (_ x: UnsafeMutablePointer<Float>, _ dy: UnsafeMutablePointer<Float>, _ count: Int) ->
    Void
) {
  precondition(x.rows == dy.rows && x.columns == dy.columns, "equal shapes")
  let columns = x.columns
  Parallel.rowSums(of: x.rows, columns: columns, cost: 4 * columns, addingTo: sums) { rows, sums in
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * columns) { buffer in
      let buffer = buffer.baseAddress.unsafelyUnwrapped
      for r in rows {
        let row = dy.floats(row: r, in: buffer + columns)
        body(x.floats(row: r, in: buffer), row, columns)
        if let sums { for c in 0..<columns { sums[c] += row[c] } }
        dy.take(row: r, row)
      }
    }
  }
  dy.zeroSpare()
}

extension Factor {
  /// Row r as float32: itself, or widened into `buffer`.
  @inline(__always)
  fileprivate func floats(
    row r: Int, in buffer: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    switch self {
    case .float32(let x): return x.row(r)
    case .bfloat16(let x):
      let row = x.row(r)
      for c in 0..<x.columns { buffer[c] = wide(row[c]) }
    case .int8(let x):
      let (row, scale) = (x.row(r), x.scales[r])
      for c in 0..<x.columns { buffer[c] = scale * Float(row[c]) }
    }
    return buffer
  }
}
