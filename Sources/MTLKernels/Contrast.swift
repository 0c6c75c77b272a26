#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sum over rows r of -log softmax(x / temperature)[r], by which a row finds its own column among
/// all; x: [rows, rows] of similarities becomes the probabilities.
///
/// InfoNCE, one direction, as Gao, Yao & Chen 2021 (SimCSE, https://arxiv.org/abs/2104.08821, eq. 1)
/// have it. Rows that share a label are not each other's negatives: their probability is 0. `labels`
/// has a label a row, -1 for none, or is empty.
public func contrast(_ x: Matrix, labels: [Int32], temperature: Float) -> Double {
  let span = Profile.begin("contrast", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.rows == x.columns && (labels.isEmpty || labels.count == x.rows))
  return labels.withUnsafeBufferPointer { labels in
    Parallel.sum(of: x.rows, cost: 8 * x.columns) { rows in
      var total = 0.0
      for r in rows { total += contrast(x.row(r), r, x.columns, labels, Double(temperature)) }
      return total
    }
  }
}

/// dx = scale / temperature (p - 1 on the diagonal), in place over the probabilities `p`.
public func contrastBackward(_ p: Matrix, temperature: Float, scale: Float) {
  let span = Profile.begin("contrast backward", bytes: 8 * p.count)
  defer { span.end() }
  precondition(p.rows == p.columns)
  let (columns, factor) = (p.columns, scale / temperature)
  Parallel.slices(of: p.rows, cost: columns) { rows in
    for r in rows {
      let row = p.row(r)
      row[r] -= 1
      for c in 0..<columns { row[c] *= factor }
    }
  }
}

/// One row of ``contrast(_:labels:temperature:)``, relative to the largest of what takes part.
private func contrast(
  _ x: UnsafeMutablePointer<Float>, _ r: Int, _ columns: Int,
  _ labels: UnsafeBufferPointer<Int32>, _ temperature: Double
) -> Double {
  func takesPart(_ c: Int) -> Bool {
    c == r || labels.isEmpty || labels[r] < 0 || labels[c] != labels[r]
  }
  let own = Double(x[r])
  var highest = x[r]
  for c in 0..<columns where x[c] > highest && takesPart(c) { highest = x[c] }
  var total = 0.0
  for c in 0..<columns {
    let power = takesPart(c) ? exp(Double(x[c] - highest) / temperature) : 0
    x[c] = Float(power)
    total += power
  }
  let inverse = Float(1 / total)
  for c in 0..<columns { x[c] *= inverse }
  return log(total) - (own - Double(highest)) / temperature
}
