#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The two recursions over one sequence, each row scaled to add up to one.
///
///     aₜ[j] = fₜ[j] Σᵢ aₜ₋₁[i] between[i, j] / cₜ      fₜ = exp(xₜ - max xₜ)
///     bₜ[i] = Σⱼ between[i, j] fₜ₊₁[j] bₜ₊₁[j] / cₜ₊₁
///
/// A row whose tag is known has f = 0 for all others, so that Z is over the paths that agree with it.
/// Rabiner 1989, https://doi.org/10.1109/5.18626, §III and §V.A.
struct ForwardBackward {
  private let weights: ChainWeights
  private let length: Int
  private let f: UnsafeMutablePointer<Double>  // [length, tags]
  private let a: UnsafeMutablePointer<Double>  // [length, tags]
  private let b: UnsafeMutablePointer<Double>  // [tags], of the row at hand
  private let w: UnsafeMutablePointer<Double>  // [tags], f b / c of the row after it
  private let c: UnsafeMutablePointer<Double>  // [length + 1]; the last is the sum at the end

  /// Calls `body` with room for one sequence of up to `length` rows.
  static func with<Result>(
    _ weights: ChainWeights, longest: Int,
    _ body: (_ sequence: (_ length: Int) -> ForwardBackward) -> Result
  ) -> Result {
    let doubles = (2 * longest + 2) * weights.tags + longest + 1
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: doubles) {
      let memory = $0.baseAddress.unsafelyUnwrapped
      return body { ForwardBackward(weights, length: $0, memory) }
    }
  }

  private init(_ weights: ChainWeights, length: Int, _ memory: UnsafeMutablePointer<Double>) {
    let size = length * weights.tags
    (self.weights, self.length) = (weights, length)
    (f, a, b) = (memory, memory + size, memory + 2 * size)
    (w, c) = (b + weights.tags, b + 2 * weights.tags)
  }

  /// log Z of the paths through x: [length, tags] that have the `known` tags (-1: any).
  func forward(_ x: Matrix, known: UnsafePointer<Int32>?) -> Double {
    let tags = weights.tags
    var total = emissions(x, known: known)
    for j in 0..<tags { a[j] = weights.start[j] * f[j] }
    for t in 0..<length {
      let row = a + t * tags
      if t > 0 { step(row - tags, f + t * tags, into: row) }
      c[t] = normalize(row)
      total += log(c[t])
    }
    let last = a + (length - 1) * tags
    c[length] = 0
    for j in 0..<tags { c[length] += last[j] * weights.end[j] }
    return total + log(c[length]) + weights.shift(length: length)
  }

  /// After ``forward(_:known:)``: calls `each` from the last row to the first with p(yₜ = j) for all j.
  /// Adds `sign` times the expected transitions to `counts`.
  func backward(
    sign: Double, _ counts: ChainCounts?, _ each: (_ t: Int, UnsafePointer<Double>) -> Void
  ) {
    let tags = weights.tags
    for t in stride(from: length - 1, through: 0, by: -1) {
      let row = a + t * tags
      for i in 0..<tags {
        // Where no path is there is nothing to weigh.
        guard row[i] != 0 else {
          b[i] = 0
          continue
        }
        b[i] = t == length - 1 ? weights.end[i] / c[length] : inner(weights.between + i * tags, w)
        if t < length - 1 { counts?.addBetween(i, sign * row[i], weights.between + i * tags, w) }
      }
      let f = f + t * tags
      for j in 0..<tags {
        w[j] = f[j] * b[j] / c[t]
        b[j] *= row[j]
      }
      if t == length - 1 { counts?.addEnd(sign, b) }
      if t == 0 { counts?.addStart(sign, b) }
      each(t, b)
    }
  }

  /// fₜ for every row; answers what was taken out of the scores.
  private func emissions(_ x: Matrix, known: UnsafePointer<Int32>?) -> Double {
    let tags = weights.tags
    var total = 0.0
    for t in 0..<length {
      let (row, f) = (x.row(t), f + t * tags)
      if let tag = known.map({ Int($0[t]) }), tag >= 0 {
        f.update(repeating: 0, count: tags)
        f[tag] = 1
        total += Double(row[tag])
      } else {
        let highest = Double(maximum(row, tags))
        for j in 0..<tags { f[j] = exp(Double(row[j]) - highest) }
        total += highest
      }
    }
    return total
  }

  /// y[j] = f[j] Σᵢ x[i] between[i, j].
  private func step(
    _ x: UnsafePointer<Double>, _ f: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>
  ) {
    let tags = weights.tags
    y.update(repeating: 0, count: tags)
    for i in 0..<tags where x[i] != 0 {
      let (factor, row) = (x[i], weights.between + i * tags)
      for j in 0..<tags { y[j] += factor * row[j] }
    }
    for j in 0..<tags { y[j] *= f[j] }
  }

  /// Makes a row add up to one; answers what it added up to.
  private func normalize(_ row: UnsafeMutablePointer<Double>) -> Double {
    var total = 0.0
    for j in 0..<weights.tags { total += row[j] }
    for j in 0..<weights.tags { row[j] /= total }
    return total
  }

  private func inner(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    var partial = SIMD4<Double>.zero
    var j = 0
    while j &+ 4 <= weights.tags {
      partial +=
        SIMD4(x[j], x[j &+ 1], x[j &+ 2], x[j &+ 3]) * SIMD4(y[j], y[j &+ 1], y[j &+ 2], y[j &+ 3])
      j &+= 4
    }
    var total = partial.sum()
    while j < weights.tags {
      total += x[j] * y[j]
      j &+= 1
    }
    return total
  }
}
