/// How fast large products are with all threads: what a step is measured against.
enum ProductSpeed {
  /// 10⁹ operations a second of float32, the best of some tenths of a second. The sizes are those of
  /// BERT-base's widest layer.
  static func float32() throws(ArenaError) -> Double {
    let (rows, columns, inner) = (1024, 3072, 768)
    let arena = try Arena(capacity: rows * columns + rows * inner + columns * inner)
    let (a, b, c) = (arena.take(rows, inner), arena.take(columns, inner), arena.take(rows, columns))
    for x in [a, b, c] { fill(x, with: 1) }
    return best(operations: 2 * rows * columns * inner) {
      multiply(a, b, transposing: .right, into: c)
    }
  }

  /// Calls `body` for half a second, and three times at least.
  static func best(operations: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(500)
    var (shortest, calls) = (Double.infinity, 0)
    while calls < 3 || clock.now < end {
      shortest = min(shortest, clock.measure(body) / .seconds(1))
      calls += 1
    }
    return Double(operations) / shortest * 1e-9
  }
}
