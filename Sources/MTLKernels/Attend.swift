/// context = dropout(softmax(q kᵀ / √size)) v, for each sequence and head; the probabilities are kept.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3.2; a causal query's probabilities of later
/// keys are 0 (§3.2.3). q, context: [queries, hidden], k, v: [keys, hidden], the heads side by side.
/// probabilities, scratch: [1, heads · pairs], a sequence's heads one after another. A (sequence,
/// head) is a tile: tiles share no output.
public func attend(
  _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int, dropout: DropoutKey?,
  probabilities: Matrix, scratch: Matrix, into context: Matrix
) {
  let span = Profile.begin(
    "attention", operations: 4 * spans.pairs * q.columns,
    bytes: 4 * (2 * q.count + k.count + v.count + heads * spans.pairs))
  defer { span.end() }
  forEachPart(spans, heads: heads, hidden: q.columns) { part in
    let p = part.scores(of: probabilities)
    product(q[rows: part], k[keys: part], transposing: .right, into: p)
    for r in 0..<p.rows {
      softmax(p.row(r), part.seen(r), scale: part.scale)
      part.hide(p, r)
    }
    product(part.dropped(p, dropout, scratch), v[keys: part], into: context[rows: part])
  }
}

/// dq, dk, dv from dContext. Overwrites both scratches.
public func attendBackward(
  _ dContext: Matrix, _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int,
  dropout: DropoutKey?, probabilities: Matrix, scratch: Matrix, dScratch: Matrix,
  dq: Matrix, dk: Matrix, dv: Matrix
) {
  let span = Profile.begin(
    "attention backward", operations: 8 * spans.pairs * q.columns,
    bytes: 4 * (3 * q.count + 2 * (k.count + v.count) + heads * spans.pairs))
  defer { span.end() }
  forEachPart(spans, heads: heads, hidden: q.columns) { part in
    let p = part.scores(of: probabilities)
    let dp = part.scores(of: dScratch)
    product(
      part.dropped(p, dropout, scratch), dContext[rows: part], transposing: .left,
      into: dv[keys: part])
    product(dContext[rows: part], v[keys: part], transposing: .right, into: dp)
    if let dropout { drop(dp.base, dropout, first: part.firstPair, dp.count) }
    for r in 0..<p.rows {
      softmaxBackward(dp.row(r), p.row(r), part.seen(r), scale: part.scale)
      part.hide(dp, r)
    }
    product(dp, k[keys: part], into: dq[rows: part])
    product(dp, q[rows: part], transposing: .left, into: dk[keys: part])
  }
}

/// One head of one sequence: which rows and columns it reads, and where its scores lie.
private struct Part {
  let queries: Range<Int>
  let keys: Range<Int>
  let isCausal: Bool
  let features: Range<Int>
  let firstPair: Int

  var scale: Float { 1 / Float(features.count).squareRoot() }

  /// How many keys query r sees.
  func seen(_ r: Int) -> Int { isCausal ? r + 1 : keys.count }

  /// Zeroes what query r does not see.
  func hide(_ p: Matrix, _ r: Int) {
    let seen = seen(r)
    (p.row(r) + seen).update(repeating: 0, count: keys.count - seen)
  }

  func scores(of pairs: Matrix) -> Matrix {
    Matrix(base: pairs.base + firstPair, rows: queries.count, columns: keys.count)
  }

  /// dropout(p), in `scratch`; p itself where nothing is dropped.
  func dropped(_ p: Matrix, _ key: DropoutKey?, _ scratch: Matrix) -> Matrix {
    guard let key else { return p }
    let kept = scores(of: scratch)
    drop(p.base, key, first: firstPair, into: kept.base, p.count)
    return kept
  }
}

extension Matrix {
  fileprivate subscript(rows part: Part) -> Matrix { self[part.queries, part.features] }
  fileprivate subscript(keys part: Part) -> Matrix { self[part.keys, part.features] }
}

private func forEachPart(
  _ spans: Spans, heads: Int, hidden: Int, _ body: (Part) -> Void
) {
  let size = hidden / heads
  Parallel.run(spans.queries.count * heads) { tile in
    let (sequence, head) = tile.quotientAndRemainder(dividingBy: heads)
    let (queries, keys) = (spans.queries[sequence], spans.keys[sequence])
    body(
      Part(
        queries: queries, keys: keys, isCausal: spans.isCausal,
        features: head * size..<(head + 1) * size,
        firstPair: heads * spans.pairStarts[sequence] + head * queries.count * keys.count))
  }
}
