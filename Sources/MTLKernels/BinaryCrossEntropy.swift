#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sum over all elements of -[w q (1 - p)ᵞ log p + (1 - q) pᵞ log(1 - p)], with p = σ(x) and
/// q = (1 - smoothing) y + smoothing / 2; w is the column's positive weight.
///
/// Without focus (γ = 0) it is `torch.nn.BCEWithLogitsLoss` with `pos_weight`; γ is that of Lin et al.
/// 2017, https://arxiv.org/abs/1708.02002, eq. 4. Stable for every x: log σ is taken from x itself.
/// A row of y whose first element is negative counts nothing.
public func binaryCrossEntropy(
  _ x: Matrix, _ y: Matrix, positiveWeights: [Float], smoothing: Float, focus: Float
) -> Double {
  let span = Profile.begin("binary cross-entropy", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.rows == y.rows && x.columns == y.columns && positiveWeights.count == x.columns)
  let columns = x.columns
  return positiveWeights.withUnsafeBufferPointer { weights in
    Parallel.sum(of: x.rows, cost: 8 * columns) { rows in
      var total = 0.0
      for r in rows where y.row(r)[0] >= 0 {
        let (x, y) = (x.row(r), y.row(r))
        for c in 0..<columns {
          let sides = Sides(x[c], y[c], weights[c], smoothing)
          let focus = Double(focus)
          total -= sides.positive * exp(focus * sides.logNegative) * sides.logPositive
          total -= sides.negative * exp(focus * sides.logPositive) * sides.logNegative
        }
      }
      return total
    }
  }
}

/// dx = scale times the gradient; zero in rows that count nothing.
///
///     d/dx (1 - p)ᵞ log p = (1 - p)ᵞ (1 - p - γ p log p),  and the same of the other side
public func binaryCrossEntropyBackward(
  _ x: Matrix, _ y: Matrix, positiveWeights: [Float], smoothing: Float, focus: Float, scale: Float,
  into dx: Matrix
) {
  let span = Profile.begin("binary cross-entropy backward", bytes: 12 * x.count)
  defer { span.end() }
  precondition(x.rows == y.rows && x.columns == y.columns && positiveWeights.count == x.columns)
  let (columns, focus) = (x.columns, Double(focus))
  positiveWeights.withUnsafeBufferPointer { weights in
    Parallel.slices(of: x.rows, cost: 8 * columns) { rows in
      for r in rows {
        let (x, y, dx) = (x.row(r), y.row(r), dx.row(r))
        let scale = y[0] >= 0 ? Double(scale) : 0
        for c in 0..<columns {
          let sides = Sides(x[c], y[c], weights[c], smoothing)
          let (p, n) = (exp(sides.logPositive), exp(sides.logNegative))
          let rise = exp(focus * sides.logNegative) * (n - focus * p * sides.logPositive)
          let fall = exp(focus * sides.logPositive) * (p - focus * n * sides.logNegative)
          dx[c] = Float(scale * (sides.negative * fall - sides.positive * rise))
        }
      }
    }
  }
}

/// p = σ(x), in place. Not a number stays so.
public func sigmoid(_ x: Matrix) {
  let span = Profile.begin("sigmoid", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.isContiguous)
  Parallel.slices(of: x.count, cost: 4) { part in
    let (x, count) = (x.base + part.lowerBound, part.count)
    for i in 0..<count { x[i] = 1 / (1 + exponential(-x[i])) }
  }
}

/// One element: what each side weighs, log σ(x) and log(1 - σ(x)).
private struct Sides {
  let positive, negative, logPositive, logNegative: Double

  @inline(__always)
  init(_ x: Float, _ y: Float, _ weight: Float, _ smoothing: Float) {
    let x = Double(x)
    let q = Double((1 - smoothing) * y + 0.5 * smoothing)
    let rest = log1p(exp(-x.magnitude))
    (positive, negative) = (Double(weight) * q, 1 - q)
    (logPositive, logNegative) = (min(x, 0) - rest, min(-x, 0) - rest)
  }
}
