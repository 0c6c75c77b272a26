/// y[i] = table[indices[i]], row by row; added to y where asked. A negative index is a row of zeros.
public func gather(
  _ table: Matrix, _ indices: [Int32], into y: Matrix, _ write: Write = .overwrite
) {
  let span = Profile.begin("gather", bytes: 8 * y.count)
  defer { span.end() }
  precondition(y.rows == indices.count && y.columns == table.columns)
  let columns = y.columns
  indices.withUnsafeBufferPointer { indices in
    Parallel.slices(of: y.rows, cost: columns) { rows in
      for r in rows {
        let y = y.row(r)
        guard indices[r] >= 0 else {
          if write == .overwrite { y.update(repeating: 0, count: columns) }
          continue
        }
        let row = table.row(Int(indices[r]))
        switch write {
        case .overwrite: y.update(from: row, count: columns)
        case .accumulate: for c in 0..<columns { y[c] += row[c] }
        }
      }
    }
  }
}

/// table[indices[i]] += x[i]: what gathering does to the gradient. Rows of a negative index are passed
/// over.
///
/// The work is cut by columns, so that rows which share an index are added in their order.
public func scatter(_ x: Matrix, _ indices: [Int32], addingTo table: Matrix) {
  let span = Profile.begin("scatter", bytes: 12 * x.count)
  defer { span.end() }
  precondition(x.rows == indices.count && x.columns == table.columns)
  indices.withUnsafeBufferPointer { indices in
    Parallel.columnSlices(of: x.columns, rows: x.rows) { slice in
      let (first, columns) = (slice.lowerBound, slice.count)
      for r in 0..<x.rows where indices[r] >= 0 {
        let (x, row) = (x.row(r) + first, table.row(Int(indices[r])) + first)
        for c in 0..<columns { row[c] += x[c] }
      }
    }
  }
}
