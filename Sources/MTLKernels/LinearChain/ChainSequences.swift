/// How the sequences that lie end to end in a matrix are shared among threads.
struct ChainSequences {
  let longest: Int
  private let tags: Int
  private let starts: [Int]
  private let lengths: [Int]
  private let cost: Int

  init(_ x: Matrix, _ lengths: [Int], _ scores: TransitionScores, _ targets: [Int32]? = nil) {
    precondition(x.columns == scores.tags && lengths.reduce(0, +) == x.rows)
    precondition(targets.map { $0.count == x.rows } ?? true, "a target a row")
    precondition(targets?.allSatisfy { $0 < scores.tags } ?? true, "a target is a tag")
    var starts: [Int] = []
    var start = 0
    for length in lengths {
      starts.append(start)
      start += length
    }
    (self.lengths, self.starts, tags) = (lengths, starts, x.columns)
    longest = lengths.max() ?? 0
    cost = 2 * x.rows * tags * tags / max(lengths.count, 1)
  }

  /// The rows of each sequence of a part; one without rows is passed over.
  func forEach(_ part: Range<Int>, _ body: (Range<Int>) -> Void) {
    for i in part where lengths[i] > 0 { body(starts[i]..<starts[i] + lengths[i]) }
  }

  func slices(_ body: (Range<Int>) -> Void) { Parallel.slices(of: lengths.count, cost: cost, body) }

  func sum(_ body: (Range<Int>) -> Double) -> Double {
    Parallel.sum(of: lengths.count, cost: cost, body)
  }

  /// Each part counts for itself; the counts are added in the order of the parts. Eight parts at
  /// most, because each has counts of its own: 320 KB with 200 tags.
  func addCounts(
    to gradients: TransitionScores, scale: Double, _ body: (Range<Int>, ChainCounts) -> Void
  ) {
    let count = lengths.count
    let tiles = min(Parallel.tiles(of: count, cost: cost), 8)
    let size = ChainCounts.size(tags: tags)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: tiles * size) { memory in
      let memory = memory.baseAddress.unsafelyUnwrapped
      let counts = (0..<tiles).map { ChainCounts(tags: tags, memory + $0 * size) }
      Parallel.run(tiles) { tile in
        body(tile * count / tiles..<(tile + 1) * count / tiles, counts[tile])
      }
      for counts in counts { counts.add(to: gradients, scale: scale) }
    }
  }
}
