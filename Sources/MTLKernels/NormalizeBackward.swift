/// What undoing y = norm(dropout(z) + residual) adds to: the gradients of gain and bias, and that of the
/// bias that was the last thing added to z, where there is one to train.
public struct NormalizeGradients {
  let gain: Matrix  // [1, columns]
  let bias: Matrix  // [1, columns]
  let added: Matrix?  // [1, columns]

  public init(gain: Matrix, bias: Matrix, added: Matrix? = nil) {
    (self.gain, self.bias, self.added) = (gain, bias, added)
  }
}

/// dx from dy, in place over `dy`, where y = norm(x) and x = dropout(z) + residual; `dz` gets
/// dx · keep / (1 - rate). Adds to the gradients.
///
/// dx = s (g - Σg/n - x̂ Σg x̂/n) with g = dy · gain and x̂ = (x - m) s. Without a key and with dz being
/// dy itself nothing more is written. Dropout counts row r as row `places[r]`.
public func normalizeBackward(
  _ dy: Matrix, input x: Matrix, gain: Matrix, mean: Matrix, inverseDeviation: Matrix,
  addingTo gradients: NormalizeGradients, dropout key: DropoutKey? = nil,
  places: [Int32]? = nil, into dz: Factor? = nil
) {
  let span = Profile.begin("layer norm backward", bytes: 12 * x.count + (dz?.bytes ?? 0))
  defer { span.end() }
  let columns = x.columns
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * columns) { sums in
    let total = Matrix(base: sums.baseAddress.unsafelyUnwrapped, rows: 1, columns: 3 * columns)
    zero(total)
    Parallel.rowSums(
      of: x.rows, columns: 3 * columns, cost: 4 * columns, addingTo: total
    ) { rows, sums in
      let sums = sums.unsafelyUnwrapped
      withUnsafeTemporaryAllocation(of: Float.self, capacity: columns) { buffer in
        let buffer = buffer.baseAddress.unsafelyUnwrapped
        for r in rows {
          let (row, m, s) = (dy.row(r), mean.base[r], inverseDeviation.base[r])
          addGainAndBias(row, x.row(r), m, s, sums, sums + columns, columns)
          normalizeBackward(row, x.row(r), gain.base, m, s, columns)
          guard let dz else { continue }
          let source = key == nil ? row : buffer
          if let key { drop(row, key, first: place(r, places) * columns, into: buffer, columns) }
          let added = sums + 2 * columns
          for c in 0..<columns { added[c] += source[c] }
          dz.take(row: r, source)
        }
      }
    }
    for (i, gradient) in [gradients.gain, gradients.bias, gradients.added].enumerated() {
      if let gradient { add(total[0..<1, i * columns..<(i + 1) * columns], to: gradient) }
    }
  }
  dz?.zeroSpare()
}

/// dGain += dy x̂ and dBias += dy, of one row.
@inline(__always)
private func addGainAndBias(
  _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ m: Float, _ s: Float,
  _ dGain: UnsafeMutablePointer<Float>, _ dBias: UnsafeMutablePointer<Float>, _ columns: Int
) {
  for c in 0..<columns {
    dGain[c] += dy[c] * ((x[c] - m) * s)
    dBias[c] += dy[c]
  }
}

/// dx of one row, in place.
@inline(__always)
private func normalizeBackward(
  _ dy: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ gain: UnsafePointer<Float>,
  _ m: Float, _ s: Float, _ columns: Int
) {
  var (sums, products) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
  let (rawX, rawG, rawDy) = (
    UnsafeRawPointer(x), UnsafeRawPointer(gain), UnsafeMutableRawPointer(dy)
  )
  var i = 0
  while i &+ 16 <= columns {
    let at = i &* 4
    let g =
      rawDy.loadUnaligned(fromByteOffset: at, as: SIMD16<Float>.self)
      * rawG.loadUnaligned(fromByteOffset: at, as: SIMD16<Float>.self)
    rawDy.storeBytes(of: g, toByteOffset: at, as: SIMD16<Float>.self)
    sums += g
    products += g * (rawX.loadUnaligned(fromByteOffset: at, as: SIMD16<Float>.self) - m)
    i &+= 16
  }
  var (meanOfGrad, meanOfProduct) = (sums.sum(), products.sum())
  while i < columns {
    dy[i] *= gain[i]
    meanOfGrad += dy[i]
    meanOfProduct += dy[i] * (x[i] - m)
    i &+= 1
  }
  meanOfGrad /= Float(columns)
  meanOfProduct *= s * s / Float(columns)
  for c in 0..<columns { dy[c] = s * (dy[c] - meanOfGrad - (x[c] - m) * meanOfProduct) }
}
