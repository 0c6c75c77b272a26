/// Σ (x - y)² over every element; y holds as many numbers as x, row by row.
public func squaredError(_ x: Matrix, _ y: [Float]) -> Double {
  let span = Profile.begin("squared error", bytes: 8 * x.count)
  defer { span.end() }
  precondition(y.count == x.count)
  let columns = x.columns
  return y.withUnsafeBufferPointer { y in
    Parallel.sum(of: x.rows, cost: columns) { rows in
      var total = 0.0
      for r in rows {
        let x = x.row(r)
        for c in 0..<columns {
          let difference = Double(x[c]) - Double(y[r * columns + c])
          total += difference * difference
        }
      }
      return total
    }
  }
}

/// dx = 2 scale (x - y), in place over `x`.
public func squaredErrorBackward(_ x: Matrix, _ y: [Float], scale: Float) {
  let span = Profile.begin("squared error backward", bytes: 12 * x.count)
  defer { span.end() }
  precondition(y.count == x.count)
  let columns = x.columns
  y.withUnsafeBufferPointer { y in
    Parallel.slices(of: x.rows, cost: columns) { rows in
      for r in rows {
        let x = x.row(r)
        for c in 0..<columns { x[c] = 2 * scale * (x[c] - y[r * columns + c]) }
      }
    }
  }
}
