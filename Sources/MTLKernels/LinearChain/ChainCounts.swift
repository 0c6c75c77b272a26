/// How often each transition is expected, less how often it is so: one tile's part of a gradient.
struct ChainCounts {
  private let tags: Int
  private let start: UnsafeMutablePointer<Double>  // [tags]
  private let end: UnsafeMutablePointer<Double>  // [tags]
  private let between: UnsafeMutablePointer<Double>  // [tags, tags]

  /// The doubles that one tile's counts take.
  static func size(tags: Int) -> Int { tags * (tags + 2) }

  init(tags: Int, _ memory: UnsafeMutablePointer<Double>) {
    memory.update(repeating: 0, count: ChainCounts.size(tags: tags))
    (self.tags, start, end, between) = (tags, memory, memory + tags, memory + 2 * tags)
  }

  func addStart(_ sign: Double, _ p: UnsafePointer<Double>) {
    for j in 0..<tags { start[j] += sign * p[j] }
  }

  func addEnd(_ sign: Double, _ p: UnsafePointer<Double>) {
    for j in 0..<tags { end[j] += sign * p[j] }
  }

  /// between[i, j] += factor · weights[j] w[j].
  func addBetween(
    _ i: Int, _ factor: Double, _ weights: UnsafePointer<Double>, _ w: UnsafePointer<Double>
  ) {
    let row = between + i * tags
    for j in 0..<tags { row[j] += factor * weights[j] * w[j] }
  }

  /// gradient += scale · counts.
  func add(to gradient: TransitionScores, scale: Double) {
    add(start, to: gradient.start, scale)
    add(between, to: gradient.between, scale)
    add(end, to: gradient.end, scale)
  }

  private func add(_ counts: UnsafePointer<Double>, to y: Matrix, _ scale: Double) {
    for r in 0..<y.rows {
      let (row, counts) = (y.row(r), counts + r * tags)
      for c in 0..<tags { row[c] += Float(scale * counts[c]) }
    }
  }
}
