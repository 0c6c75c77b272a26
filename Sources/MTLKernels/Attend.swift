/// Where the sequences of a batch and their attention scores lie.
public struct Spans: Equatable, Sendable {
  public let starts: [Int]
  public let lengths: [Int]
  /// Σ length² of the sequences before: where a sequence's scores begin, for one head.
  public let pairStarts: [Int]

  public init(starts: [Int], lengths: [Int], pairStarts: [Int]) {
    (self.starts, self.lengths, self.pairStarts) = (starts, lengths, pairStarts)
  }
}

/// context = dropout(softmax(q kᵀ / √size)) v, for each sequence and head; the probabilities are kept.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3.2. q, k, v, context: [tokens, hidden], the
/// heads side by side. probabilities, scratch: [1, heads · pairs], a sequence's heads one after
/// another. A (sequence, head) is a tile: tiles share no output.
public func attend(
  _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int, dropout: DropoutKey?,
  probabilities: Matrix, scratch: Matrix, into context: Matrix
) {
  forEachPart(spans, heads: heads, hidden: q.columns) { part in
    let p = part.square(of: probabilities)
    product(q[part], k[part], transposing: .right, into: p)
    for r in 0..<p.rows { softmax(p.row(r), p.columns, scale: part.scale) }
    product(part.dropped(p, dropout, scratch), v[part], into: context[part])
  }
}

/// dq, dk, dv from dContext. Overwrites both scratches.
public func attendBackward(
  _ dContext: Matrix, _ q: Matrix, _ k: Matrix, _ v: Matrix, _ spans: Spans, heads: Int,
  dropout: DropoutKey?, probabilities: Matrix, scratch: Matrix, dScratch: Matrix,
  dq: Matrix, dk: Matrix, dv: Matrix
) {
  forEachPart(spans, heads: heads, hidden: q.columns) { part in
    let p = part.square(of: probabilities)
    let dp = part.square(of: dScratch)
    product(
      part.dropped(p, dropout, scratch), dContext[part], transposing: .left, into: dv[part])
    product(dContext[part], v[part], transposing: .right, into: dp)
    if let dropout { drop(dp.base, dropout, first: part.firstPair, dp.count) }
    for r in 0..<p.rows { softmaxBackward(dp.row(r), p.row(r), p.columns, scale: part.scale) }
    product(dp, k[part], into: dq[part])
    product(dp, q[part], transposing: .left, into: dk[part])
  }
}

/// One head of one sequence: which rows and columns it reads, and where its scores lie.
private struct Part {
  let tokens: Range<Int>
  let features: Range<Int>
  let firstPair: Int

  var scale: Float { 1 / Float(features.count).squareRoot() }

  func square(of pairs: Matrix) -> Matrix {
    Matrix(base: pairs.base + firstPair, rows: tokens.count, columns: tokens.count)
  }

  /// dropout(p), in `scratch`; p itself where nothing is dropped.
  func dropped(_ p: Matrix, _ key: DropoutKey?, _ scratch: Matrix) -> Matrix {
    guard let key else { return p }
    let kept = square(of: scratch)
    drop(p.base, key, first: firstPair, into: kept.base, p.count)
    return kept
  }
}

extension Matrix {
  fileprivate subscript(part: Part) -> Matrix { self[part.tokens, part.features] }
}

private func forEachPart(
  _ spans: Spans, heads: Int, hidden: Int, _ body: (Part) -> Void
) {
  let size = hidden / heads
  Parallel.run(spans.lengths.count * heads) { tile in
    let (sequence, head) = tile.quotientAndRemainder(dividingBy: heads)
    let (start, length) = (spans.starts[sequence], spans.lengths[sequence])
    body(
      Part(
        tokens: start..<start + length, features: head * size..<(head + 1) * size,
        firstPair: heads * spans.pairStarts[sequence] + head * length * length))
  }
}
