#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sum over rows of -Σ w q (1 - p)ᵞ log p, with p = softmax(x), a weight w a class and
/// q = (1 - smoothing) · target + smoothing / classes; x becomes p. A row whose target is negative
/// counts nothing.
///
/// Without focus (γ = 0) it is the sum that `torch.nn.CrossEntropyLoss` with `weight` and
/// `label_smoothing` divides by the targets' weights; γ is that of Lin et al. 2017,
/// https://arxiv.org/abs/1708.02002, eq. 5. ``crossEntropy(_:_:smoothing:)`` is the case w = 1, γ = 0.
public func weightedCrossEntropy(
  _ x: Matrix, _ targets: [Int32], weights: [Float], smoothing: Float, focus: Float
) -> Double {
  let span = Profile.begin("weighted cross-entropy", bytes: 8 * x.count)
  defer { span.end() }
  precondition(targets.count == x.rows && weights.count == x.columns)
  precondition(targets.allSatisfy { $0 < x.columns }, "a target is a class")
  let (columns, focus, uniform) = (x.columns, Double(focus), smoothing / Float(x.columns))
  return targets.withUnsafeBufferPointer { targets in
    weights.withUnsafeBufferPointer { weights in
      Parallel.sum(of: x.rows, cost: 12 * columns) { rows in
        var total = 0.0
        for r in rows {
          let (row, target) = (x.row(r), Int(targets[r]))
          let size = logarithmOfSum(row, columns)
          for c in 0..<columns where target >= 0 {
            let q = Double(uniform + (c == target ? 1 - smoothing : 0))
            let log = Double(row[c]) - size
            total -= Double(weights[c]) * q * focused(log, focus) * log
          }
          softmax(row, columns, scale: 1)
        }
        return total
      }
    }
  }
}

/// dx = scale times the gradient, in place over the probabilities `p`; zero where the target is
/// negative.
///
///     dx = g - p Σ g,  g = -w q (1 - p)ᵞ (1 - γ p log p / (1 - p))
public func weightedCrossEntropyBackward(
  _ p: Matrix, _ targets: [Int32], weights: [Float], smoothing: Float, focus: Float, scale: Float
) {
  let span = Profile.begin("weighted cross-entropy backward", bytes: 8 * p.count)
  defer { span.end() }
  precondition(targets.count == p.rows && weights.count == p.columns)
  let (columns, focus, uniform) = (p.columns, Double(focus), smoothing / Float(p.columns))
  targets.withUnsafeBufferPointer { targets in
    weights.withUnsafeBufferPointer { weights in
      Parallel.slices(of: p.rows, cost: 12 * columns) { rows in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: columns) { g in
          for r in rows {
            let (row, target) = (p.row(r), Int(targets[r]))
            guard target >= 0 else {
              row.update(repeating: 0, count: columns)
              continue
            }
            var total = 0.0
            for c in 0..<columns {
              let q = Double(uniform + (c == target ? 1 - smoothing : 0))
              g[c] = Double(scale * weights[c]) * q * slope(Double(row[c]), focus)
              total += g[c]
            }
            for c in 0..<columns { row[c] = Float(g[c] - Double(row[c]) * total) }
          }
        }
      }
    }
  }
}

/// (1 - p)ᵞ from log p; one without focus.
@inline(__always)
private func focused(_ logarithm: Double, _ focus: Double) -> Double {
  focus == 0 ? 1 : pow(max(0, -expm1(logarithm)), focus)
}

/// The derivative of -(1 - p)ᵞ log p by log p.
@inline(__always)
private func slope(_ p: Double, _ focus: Double) -> Double {
  guard focus > 0 else { return -1 }
  guard p < 1, p > 0 else { return p > 0 ? 0 : -1 }
  return pow(1 - p, focus) * (focus * p * log(p) / (1 - p) - 1)
}

/// log Σ eˣ.
private func logarithmOfSum(_ x: UnsafePointer<Float>, _ columns: Int) -> Double {
  let highest = Double(maximum(x, columns))
  var total = 0.0
  for c in 0..<columns { total += exp(Double(x[c]) - highest) }
  return highest + log(total)
}
