/// The sum over rows of 1 - x·y / (|x| |y|); y holds as many numbers as x, row by row.
///
/// A row of zeros stands at right angles to every other: its loss is 1 and its gradient 0.
public func cosineLoss(_ x: Matrix, _ y: [Float]) -> Double {
  let span = Profile.begin("cosine loss", bytes: 8 * x.count)
  defer { span.end() }
  precondition(y.count == x.count)
  return y.withUnsafeBufferPointer { y in
    Parallel.sum(of: x.rows, cost: 3 * x.columns) { rows in
      var total = 0.0
      for r in rows {
        guard let angle = Angle(x.row(r), y, row: r, x.columns) else { return total }
        total += 1 - Double(angle.cosine)
      }
      return total
    }
  }
}

/// dx = scale (cosine · x / |x| - y / |y|) / |x|, in place over `x`.
public func cosineLossBackward(_ x: Matrix, _ y: [Float], scale: Float) {
  let span = Profile.begin("cosine loss backward", bytes: 12 * x.count)
  defer { span.end() }
  precondition(y.count == x.count)
  let columns = x.columns
  y.withUnsafeBufferPointer { y in
    Parallel.slices(of: x.rows, cost: 4 * columns) { rows in
      for r in rows {
        let x = x.row(r)
        guard let angle = Angle(x, y, row: r, columns) else { return }
        let own = scale * angle.cosine * angle.inverseX * angle.inverseX
        let other = scale * angle.inverseX * angle.inverseY
        for c in 0..<columns { x[c] = own * x[c] - other * y[r * columns + c] }
      }
    }
  }
}

/// How one row of x stands to one of y.
private struct Angle {
  let inverseX: Float
  let inverseY: Float
  let cosine: Float

  /// Nil where rows have no columns.
  init?(_ x: UnsafePointer<Float>, _ y: UnsafeBufferPointer<Float>, row: Int, _ columns: Int) {
    guard let y = y.baseAddress.map({ $0 + row * columns }) else { return nil }
    inverseX = inverseNorm(x, columns)
    inverseY = inverseNorm(y, columns)
    cosine = dot(x, y, columns) * inverseX * inverseY
  }
}
