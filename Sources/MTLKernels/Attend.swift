/// context = dropout(softmax(q kᵀ / √size)) v, for each sequence and head.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3.2; a causal query's probabilities of later
/// keys are 0 (§3.2.3). q, context: [queries, hidden], k, v: [keys, hidden], the heads side by side.
/// probabilities: [1, heads · kept pairs], a sequence's heads one after another; without them none are
/// kept. A (sequence, head) is a tile: tiles share no output. A tile goes through its queries in
/// blocks, so that what it holds grows with the keys and not with their square.
public func attend(
  _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int, dropout: DropoutKey?,
  probabilities: Matrix?, into context: Matrix
) {
  let span = Profile.begin(
    "attention", operations: 4 * spans.pairs * q.columns,
    bytes: 4 * (2 * q.count + k.count + v.count + heads * spans.keptPairs))
  defer { span.end() }
  forEachPart(spans, heads: heads, hidden: q.columns, probabilities) { part in
    part.forEachBlock(scratches: 2) { block, scratch in
      let p = block.kept ?? scratch[0]
      block.makeProbabilities(q, k, into: p)
      productInCache(
        block.dropped(p, dropout, scratch[1]), v[keys: part], into: context[rows: block])
    }
  }
}

/// dq, dk, dv from dContext. Probabilities that were not kept are made again block by block, by the
/// same products as in ``attend(_:_:_:_:heads:dropout:probabilities:into:)``.
///
/// Dao et al. 2022, https://arxiv.org/abs/2205.14135, §3.1; Rabe & Staats 2021,
/// https://arxiv.org/abs/2112.05682, §2. A block holds whole rows, so no statistics of theirs are kept.
public func attendBackward(
  _ dContext: Matrix, _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int,
  dropout: DropoutKey?, probabilities: Matrix?, dq: Matrix, dk: Matrix, dv: Matrix
) {
  let span = Profile.begin(
    "attention backward", operations: (10 * spans.pairs - 2 * spans.keptPairs) * q.columns,
    bytes: 4 * (3 * q.count + 2 * (k.count + v.count) + heads * spans.keptPairs))
  defer { span.end() }
  forEachPart(spans, heads: heads, hidden: q.columns, probabilities) { part in
    part.forEachBlock(scratches: 3) { block, scratch in
      let (p, dp) = (block.kept ?? scratch[0], scratch[2])
      if block.kept == nil { block.makeProbabilities(q, k, into: p) }
      let dropped = block.dropped(p, dropout, scratch[1])
      productInCache(
        dropped, dContext[rows: block], transposing: .left, into: dv[keys: part], block.write)
      productInCache(dContext[rows: block], v[keys: part], transposing: .right, into: dp)
      for r in 0..<p.rows {
        softmaxBackward(dp.row(r), p.row(r), dropped.row(r), block.seen(r), scale: part.scale)
        block.hide(dp, r)
      }
      productInCache(dp, k[keys: part], into: dq[rows: block])
      productInCache(dp, q[rows: block], transposing: .left, into: dk[keys: part], block.write)
    }
  }
}

extension Matrix {
  fileprivate subscript(rows block: AttentionBlock) -> Matrix {
    self[block.queries, block.part.features]
  }
  fileprivate subscript(keys part: AttentionPart) -> Matrix { self[part.keys, part.features] }
}

private func forEachPart(
  _ spans: Spans, heads: Int, hidden: Int, _ probabilities: Matrix?, _ body: (AttentionPart) -> Void
) {
  let size = hidden / heads
  Parallel.run(spans.queries.count * heads) { tile in
    let (sequence, head) = tile.quotientAndRemainder(dividingBy: heads)
    body(
      AttentionPart(
        spans, sequence, head: head, of: heads, features: head * size..<(head + 1) * size,
        probabilities))
  }
}
