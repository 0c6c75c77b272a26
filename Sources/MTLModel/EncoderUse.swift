import MTLKernels

/// What one pass asks of an encoder, whose outputs are counted in levels: level 0 is what the
/// embeddings give, level i what layer i gives, counted from 1.
struct EncoderUse: Equatable {
  /// The levels that heads read.
  let read: Set<Int>
  /// The lowest part that gets a gradient: 0 the embeddings, i layer i. Nil without backward.
  let lowestTrained: Int?
  /// In which format the layers multiply.
  var precision = Precision.float32
  /// The rows of the highest level that are read, ascending, where the others are not computed.
  var topRows: [Int32]?
  /// Whether layers keep nothing but their input, and backward runs their forward again.
  var recomputes = false

  /// Nothing above it is computed.
  var top: Int { read.max() ?? 0 }

  /// Whether the level's output is still needed when the next but one has been computed.
  func keeps(_ level: Int) -> Bool {
    read.contains(level) || lowestTrained.map { level >= $0 - 1 } ?? false
  }

  /// Whether something below the level's output is trained.
  func trains(_ level: Int) -> Bool { lowestTrained.map { level >= $0 } ?? false }

  /// The highest level of which all rows are computed.
  var topWhole: Int { topRows == nil ? top : top - 1 }

  /// Where the text's rows lie among those of the level that are computed.
  func places(of rows: [Int32], _ choice: LevelChoice) -> [Int32] {
    guard let topRows, case .level(top) = choice else { return rows }
    return rows.map { row in
      var (low, high) = (0, topRows.count)
      while low < high {
        let middle = (low + high) / 2
        if topRows[middle] < row { low = middle + 1 } else { high = middle }
      }
      return Int32(low)
    }
  }
}

extension EncoderUse {
  /// What feeds ask by the ways that they take and the rows that they read of a text of so many tokens;
  /// a feed without rows asks nothing. All rows of the highest level are computed where a mix reads
  /// it, or where more than half of them are read.
  init(
    _ feeds: [(path: FeedPath, rows: [Int32])], tokens: Int, layers: Int, lowestTrained: Int?,
    _ precision: Precision, recomputes: Bool
  ) {
    let feeds = feeds.filter { !$0.rows.isEmpty }
    let levels = feeds.map { $0.path.choice.levels(layers: layers) }
    self.init(
      read: Set(levels.joined()), lowestTrained: lowestTrained, precision: precision,
      recomputes: recomputes)
    var isRead = [Bool](repeating: false, count: tokens)
    for (feed, levels) in zip(feeds, levels) where levels.contains(top) {
      guard case .level = feed.path.choice else { return }
      for row in feed.rows { isRead[Int(row)] = true }
    }
    let rows = isRead.indices.filter { isRead[$0] }
    if top > 0, 2 * rows.count <= tokens { topRows = rows.map(Int32.init) }
  }
}
