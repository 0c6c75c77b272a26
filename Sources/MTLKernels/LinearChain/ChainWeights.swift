#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// exp of ``TransitionScores``, each part relative to its largest score: made once for all sequences.
struct ChainWeights {
  let tags: Int
  let start: UnsafeMutablePointer<Double>  // [tags]
  let between: UnsafeMutablePointer<Double>  // [tags, tags]
  let end: UnsafeMutablePointer<Double>  // [tags]
  private let highest: (start: Double, between: Double, end: Double)

  /// Gives `body` the weights of these scores.
  static func with<Result>(_ scores: TransitionScores, _ body: (ChainWeights) -> Result) -> Result {
    let tags = scores.tags
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: tags * (tags + 2)) {
      body(ChainWeights(scores, $0.baseAddress.unsafelyUnwrapped))
    }
  }

  private init(_ scores: TransitionScores, _ memory: UnsafeMutablePointer<Double>) {
    tags = scores.tags
    (start, end, between) = (memory, memory + tags, memory + 2 * tags)
    highest = (
      exponentials(scores.start, into: start), exponentials(scores.between, into: between),
      exponentials(scores.end, into: end)
    )
  }

  /// What the weights of one sequence leave out of log Z.
  func shift(length: Int) -> Double {
    highest.start + Double(length - 1) * highest.between + highest.end
  }
}

/// y = exp(x - max x), row by row; answers max x.
private func exponentials(_ x: Matrix, into y: UnsafeMutablePointer<Double>) -> Double {
  var highest = -Float.infinity
  for r in 0..<x.rows { highest = max(highest, maximum(x.row(r), x.columns)) }
  for r in 0..<x.rows {
    let (row, y) = (x.row(r), y + r * x.columns)
    for c in 0..<x.columns { y[c] = exp(Double(row[c]) - Double(highest)) }
  }
  return Double(highest)
}
