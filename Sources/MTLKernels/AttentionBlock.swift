/// One head of one sequence: which rows and columns it reads, and where its scores lie.
struct AttentionPart {
  let queries: Range<Int>
  let keys: Range<Int>
  let features: Range<Int>
  let isCausal: Bool
  /// The row of the keys that each query of all sequences is, where only some of them ask.
  let rows: [Int32]?
  /// From where dropout counts its scores.
  let firstPair: Int
  /// Where its probabilities are kept, if they are.
  let kept: UnsafeMutablePointer<Float>?

  init(
    _ spans: Spans, _ sequence: Int, head: Int, of heads: Int, features: Range<Int>,
    _ probabilities: Matrix?
  ) {
    (queries, keys) = (spans.queries[sequence], spans.keys[sequence])
    (isCausal, rows, self.features) = (spans.isCausal, spans.rows, features)
    let whole = rows == nil ? queries.count : keys.count
    firstPair = heads * spans.pairStarts[sequence] + head * whole * keys.count
    if let probabilities, let start = spans.keptStarts[sequence] {
      kept = probabilities.base + heads * start + head * queries.count * keys.count
    } else {
      kept = nil
    }
  }

  var scale: Float { 1 / Float(features.count).squareRoot() }

  /// Calls `body` with so many queries at a time that their scores stay in a core's own cache, or 64
  /// where a row of scores is long; `body` may write over the scratches, each as large as the scores.
  /// How queries are cut depends on the keys alone. There is one block, if an empty one, so that
  /// whatever it overwrites is written.
  func forEachBlock(scratches: Int, _ body: (AttentionBlock, _ scratch: [Matrix]) -> Void) {
    let most = min(max(64, (1 << 16) / max(keys.count, 1)), max(queries.count, 1))
    let size = most * keys.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(scratches * size, 1)) { floats in
      let base = floats.baseAddress.unsafelyUnwrapped
      for first in stride(from: 0, to: max(queries.count, 1), by: most) {
        let count = min(most, queries.count - first)
        let block = AttentionBlock(part: self, first: first, count: count)
        body(
          block,
          (0..<scratches).map { Matrix(base: base + $0 * size, rows: count, columns: keys.count) })
      }
    }
  }
}

/// Some of a part's queries, one after another.
struct AttentionBlock {
  let part: AttentionPart
  /// Its first query among the part's, and how many it has.
  let first: Int
  let count: Int

  var queries: Range<Int> {
    let start = part.queries.lowerBound + first
    return start..<start + count
  }

  /// What all blocks add to: the first writes over what was there.
  var write: Write { first == 0 ? .overwrite : .accumulate }

  /// Where its probabilities are kept, if they are.
  var kept: Matrix? {
    part.kept.map {
      Matrix(base: $0 + first * part.keys.count, rows: count, columns: part.keys.count)
    }
  }

  /// p = softmax(q kᵀ / √size).
  func makeProbabilities(_ q: Matrix, _ k: Matrix, into p: Matrix) {
    productInCache(
      q[queries, part.features], k[part.keys, part.features], transposing: .right, into: p)
    for r in 0..<count {
      softmax(p.row(r), seen(r), scale: part.scale)
      hide(p, r)
    }
  }

  /// How many keys query r sees.
  func seen(_ r: Int) -> Int { part.isCausal ? first + r + 1 : part.keys.count }

  /// Zeroes what query r does not see.
  func hide(_ p: Matrix, _ r: Int) {
    let seen = seen(r)
    (p.row(r) + seen).update(repeating: 0, count: part.keys.count - seen)
  }

  /// dropout(p), in `scratch`; p itself where nothing is dropped.
  func dropped(_ p: Matrix, _ key: DropoutKey?, _ scratch: Matrix) -> Matrix {
    guard let key else { return p }
    forEachRun { start, place, count in
      MTLKernels.drop(p.base + start, key, first: place, into: scratch.base + start, count)
    }
    return scratch
  }

  /// The scores as dropout counts them among those of all the sequence's rows: `count` from `start`
  /// on are those from `place` on.
  private func forEachRun(_ body: (_ start: Int, _ place: Int, _ count: Int) -> Void) {
    let keys = part.keys.count
    guard let rows = part.rows else { return body(0, part.firstPair + first * keys, count * keys) }
    for (r, query) in queries.enumerated() {
      body(r * keys, part.firstPair + (Int(rows[query]) - part.keys.lowerBound) * keys, keys)
    }
  }
}
