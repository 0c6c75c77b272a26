extension Parallel {
  /// The least work that is worth a tile, in floats touched: about 4 µs.
  static let leastWork = 1 << 14

  /// How many equal tiles `count` items of `cost` floats each are cut into: a power of two, so that
  /// two, four or eight workers share them evenly, and a function of the size alone.
  static func tiles(of count: Int, cost: Int) -> Int {
    let wanted = min(count, count * cost / leastWork, 64)
    return wanted < 2 ? 1 : 1 << (Int.bitWidth - 1 - wanted.leadingZeroBitCount)
  }

  /// Calls `body` with the parts of 0 ..< count, in parallel; an item costs `cost` floats.
  static func slices(of count: Int, cost: Int = 1, _ body: (Range<Int>) -> Void) {
    let tiles = tiles(of: count, cost: cost)
    run(tiles) { body($0 * count / tiles..<($0 + 1) * count / tiles) }
  }

  /// Like ``slices(of:cost:_:)`` over columns, cut on 64-byte lines: for sums over rows, which stay
  /// in row order in every column.
  static func columnSlices(of columns: Int, rows: Int, _ body: (Range<Int>) -> Void) {
    slices(of: (columns + 15) / 16, cost: 16 * rows) {
      body($0.lowerBound * 16..<min($0.upperBound * 16, columns))
    }
  }

  /// The sum of what `body` says of each part, added in the order of the parts.
  static func sum(of count: Int, cost: Int = 1, _ body: (Range<Int>) -> Double) -> Double {
    let tiles = tiles(of: count, cost: cost)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: tiles) { partial in
      let partial = partial.baseAddress.unsafelyUnwrapped
      run(tiles) { partial[$0] = body($0 * count / tiles..<($0 + 1) * count / tiles) }
      var total = 0.0
      for tile in 0..<tiles { total += partial[tile] }
      return total
    }
  }
}

/// The i-th of `parts` nearly equal ranges of 0 ..< count, cut on multiples of `border`.
func part(_ i: Int, of parts: Int, _ count: Int, border: Int = 16) -> Range<Int> {
  func cut(_ i: Int) -> Int { i == parts ? count : i * count / parts / border * border }
  return cut(i)..<cut(i + 1)
}
