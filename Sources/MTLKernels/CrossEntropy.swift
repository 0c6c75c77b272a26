#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sum over rows of -Σ q log softmax(x), with q = (1 - smoothing) · target + smoothing / classes;
/// x becomes softmax(x). A row whose target is negative counts nothing.
///
/// Szegedy et al. 2015, https://arxiv.org/abs/1512.00567, §7, as `torch.nn.CrossEntropyLoss` has it.
public func crossEntropy(_ x: Matrix, _ targets: [Int32], smoothing: Float) -> Double {
  let span = Profile.begin("cross-entropy", bytes: 8 * x.count)
  defer { span.end() }
  precondition(targets.count == x.rows)
  let columns = x.columns
  return targets.withUnsafeBufferPointer { targets in
    Parallel.sum(of: x.rows, cost: 4 * columns) { rows in
      var total = 0.0
      for r in rows {
        let row = x.row(r)
        let target = Int(targets[r])
        precondition(target < columns, "a target is a class")
        if target >= 0 {
          total += loss(row, columns, target: target, smoothing: Double(smoothing))
        }
        softmax(row, columns, scale: 1)
      }
      return total
    }
  }
}

/// dx = scale (p - q), in place over the probabilities `p`; zero where the target is negative.
public func crossEntropyBackward(
  _ p: Matrix, _ targets: [Int32], smoothing: Float, scale: Float
) {
  let span = Profile.begin("cross-entropy backward", bytes: 8 * p.count)
  defer { span.end() }
  precondition(targets.count == p.rows)
  let (columns, uniform) = (p.columns, smoothing / Float(p.columns))
  targets.withUnsafeBufferPointer { targets in
    Parallel.slices(of: p.rows, cost: columns) { rows in
      for r in rows {
        let row = p.row(r)
        let target = Int(targets[r])
        let factor = target < 0 ? 0 : scale
        for c in 0..<columns { row[c] = factor * (row[c] - uniform) }
        if target >= 0 { row[target] -= factor * (1 - smoothing) }
      }
    }
  }
}

/// log Σ eˣ - (1 - smoothing) x[target] - smoothing · mean(x), relative to the largest x.
private func loss(
  _ x: UnsafePointer<Float>, _ columns: Int, target: Int, smoothing: Double
) -> Double {
  let highest = Double(maximum(x, columns))
  var (total, mean) = (0.0, 0.0)
  for c in 0..<columns {
    total += exp(Double(x[c]) - highest)
    mean += Double(x[c]) - highest
  }
  mean /= Double(columns)
  return log(total) - (1 - smoothing) * (Double(x[target]) - highest) - smoothing * mean
}
