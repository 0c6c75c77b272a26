extension Parallel {
  /// Has `body` add what its rows have of every column to sums that begin at zero, and adds those to
  /// `total` in the order of the parts; without a total there are no sums.
  ///
  /// Rows are read once and in order. The parts are cut by size, at most 16: the same bits for any
  /// number of threads.
  static func rowSums(
    of rows: Int, columns: Int, cost: Int, addingTo total: Matrix?,
    _ body: (_ rows: Range<Int>, _ sums: UnsafeMutablePointer<Float>?) -> Void
  ) {
    guard let total else { return slices(of: rows, cost: cost) { body($0, nil) } }
    precondition(total.columns == columns, "a sum a column")
    let tiles = min(16, tiles(of: rows, cost: cost))
    withUnsafeTemporaryAllocation(of: Float.self, capacity: tiles * columns) { partial in
      let partial = partial.baseAddress.unsafelyUnwrapped
      partial.update(repeating: 0, count: tiles * columns)
      run(tiles) { tile in
        body(tile * rows / tiles..<(tile + 1) * rows / tiles, partial + tile * columns)
      }
      let total = total.base
      for tile in 0..<tiles {
        let part = partial + tile * columns
        for c in 0..<columns { total[c] += part[c] }
      }
    }
  }
}
