/// y[i] = gain · Σⱼ shares[j] tables[j][indices[i]], row by row.
///
/// Peters et al. 2018, https://arxiv.org/abs/1802.05365, eq. 1, where a table is a layer's output.
/// tables: [rows, columns] each, shares: [1, tables], gain: [1, 1] → y: [indices, columns].
public func gather(
  _ tables: [Matrix], shares: Matrix, gain: Matrix, _ indices: [Int32], into y: Matrix
) {
  let span = Profile.begin("gather mixed", bytes: 4 * (tables.count + 1) * y.count)
  defer { span.end() }
  precondition(y.rows == indices.count && shares.columns == tables.count && gain.count == 1)
  let columns = y.columns
  indices.withUnsafeBufferPointer { indices in
    Parallel.slices(of: y.rows, cost: columns * tables.count) { rows in
      for r in rows {
        let y = y.row(r)
        y.update(repeating: 0, count: columns)
        for (j, table) in tables.enumerated() {
          let (row, factor) = (table.row(Int(indices[r])), gain.base[0] * shares.base[j])
          for c in 0..<columns { y[c] += factor * row[c] }
        }
      }
    }
  }
}

/// dShares[j] = gain · Σᵢ tables[j][indices[i]] · dy[i]; adds Σⱼ shares[j] dShares[j] / gain to the
/// gain's gradient, and gain · shares[j] dy[i] to the row indices[i] of each table's gradient that
/// there is.
public func gatherBackward(
  _ dy: Matrix, _ tables: [Matrix], shares: Matrix, gain: Matrix, _ indices: [Int32],
  dShares: Matrix, gainGradient: Matrix, addingTo gradients: [Matrix?]
) {
  let span = Profile.begin("gather mixed backward", bytes: 16 * tables.count * dy.count)
  defer { span.end() }
  precondition(dy.rows == indices.count && gradients.count == tables.count)
  precondition(shares.columns == tables.count && dShares.columns == tables.count)
  var dGain = 0.0
  for (j, table) in tables.enumerated() {
    let inner = innerProduct(dy, table, indices)
    dShares.base[j] = Float(Double(gain.base[0]) * inner)
    dGain += Double(shares.base[j]) * inner
    if let gradient = gradients[j] {
      scatter(dy, indices, by: gain.base[0] * shares.base[j], addingTo: gradient)
    }
  }
  gainGradient.base[0] += Float(dGain)
}

/// Σᵢ x[i] · table[indices[i]].
private func innerProduct(_ x: Matrix, _ table: Matrix, _ indices: [Int32]) -> Double {
  precondition(x.columns == table.columns)
  let columns = x.columns
  return indices.withUnsafeBufferPointer { indices in
    Parallel.sum(of: x.rows, cost: columns) { rows in
      rows.reduce(0.0) { $0 + Double(dot(x.row($1), table.row(Int(indices[$1])), columns)) }
    }
  }
}

/// table[indices[i]] += factor · x[i], cut by columns as ``scatter(_:_:addingTo:)`` is.
private func scatter(_ x: Matrix, _ indices: [Int32], by factor: Float, addingTo table: Matrix) {
  precondition(x.columns == table.columns)
  indices.withUnsafeBufferPointer { indices in
    Parallel.columnSlices(of: x.columns, rows: x.rows) { slice in
      let (first, columns) = (slice.lowerBound, slice.count)
      for r in 0..<x.rows {
        let (x, row) = (x.row(r) + first, table.row(Int(indices[r])) + first)
        for c in 0..<columns { row[c] += factor * x[c] }
      }
    }
  }
}
