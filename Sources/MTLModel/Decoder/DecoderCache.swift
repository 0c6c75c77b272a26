import MTLKernels

/// What a decoder has read so far: keys and values of the memory, made once, and of every token of
/// every hypothesis, in the order in which they came. A hypothesis is a path through those rows.
struct DecoderCache {
  let memoryKeys, memoryValues: [Matrix]  // a layer: [memory rows, hidden]
  let keys, values: [Matrix]  // a layer: [tokens, hidden]
  /// How many rows of memory each instance has.
  let memoryLengths: [Int]
  /// The tokens read so far.
  private(set) var used = 0
  /// The rows of each live hypothesis, one after another.
  private(set) var paths: [Int32] = []
  private(set) var steps = 0

  /// Room for `tokens` of all hypotheses together.
  init(
    _ arena: Arena, memory lengths: [Int], tokens: Int, layers: Int, hidden: Int
  ) {
    let rows = lengths.reduce(0, +)
    func tables(_ rows: Int) -> [Matrix] { (0..<layers).map { _ in arena.take(rows, hidden) } }
    (memoryKeys, memoryValues) = (tables(rows), tables(rows))
    (keys, values) = (tables(tokens), tables(tokens))
    memoryLengths = lengths
  }

  /// Gives each hypothesis of a step the next row, after the path that it continues; the rows.
  mutating func grow(_ step: BeamSearch.Step) -> Range<Int> {
    let rows = used..<used + step.tokens.count
    var paths: [Int32] = []
    paths.reserveCapacity((steps + 1) * rows.count)
    for (i, row) in rows.enumerated() {
      if steps > 0 {
        let first = step.parents[i] * steps
        paths += self.paths[first..<first + steps]
      }
      paths.append(Int32(row))
    }
    (self.paths, steps, used) = (paths, steps + 1, rows.upperBound)
    return rows
  }
}
