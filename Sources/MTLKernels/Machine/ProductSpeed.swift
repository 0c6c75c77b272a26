/// How fast large products are with all threads: what a step is measured against.
public enum ProductSpeed {
  /// 10⁹ operations a second of the format (2 · rows · columns · inner a product), the best of what is
  /// done in a time; 0 where this machine has none. The sizes are those of BERT-base's widest layer.
  static func measure(
    _ precision: Precision, during time: Duration = .milliseconds(500)
  ) throws(ArenaError) -> Double {
    guard precision.absence == nil else { return 0 }
    let (rows, columns, inner) = (1024, 3072, 768)
    let arena = try Arena(capacity: 2 * (rows + columns) * inner + (rows + 1) * columns)
    let (x, w) = (arena.take(rows, inner, precision), arena.take(columns, inner, precision))
    let (bias, y) = (arena.take(1, columns), arena.take(rows, columns))
    let ones = arena.take(columns, inner)
    for matrix in [ones, bias, y] { fill(matrix, with: 1) }
    copy(ones[rows: 0..<rows], into: x)
    copy(ones, into: w)
    return best(operations: 2 * rows * columns * inner, during: time) {
      multiply(x, weight: w, bias: bias, into: y)
    }
  }

  /// Whether products of bfloat16 are faster here than those of float32: measured once. Not where
  /// there is no memory to measure with.
  public static let prefersBfloat16: Bool = {
    let time = Duration.milliseconds(30)
    guard let narrow = try? measure(.bfloat16, during: time), narrow > 0,
      let wide = try? measure(.float32, during: time)
    else { return false }
    return narrow > wide
  }()

  /// Calls `body` for some time, and three times at least.
  private static func best(operations: Int, during time: Duration, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let end = clock.now + time
    var (shortest, calls) = (Double.infinity, 0)
    while calls < 3 || clock.now < end {
      shortest = min(shortest, clock.measure(body) / .seconds(1))
      calls += 1
    }
    return Double(operations) / shortest * 1e-9
  }
}
