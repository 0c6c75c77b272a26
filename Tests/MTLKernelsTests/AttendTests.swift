import MTLKernels
import TestSupport
import Testing

@Suite struct AttendTests {
  static let heads = 2
  /// Self-attention, causal self-attention, attention to rows elsewhere, and of some rows to all; nine
  /// queries each.
  static let spans = spans(keptKeys: Spans.keptKeys)
  /// The same, probabilities kept of all sequences, of some, and of none.
  static let allSpans = spans + spans(keptKeys: 3) + spans(keptKeys: 0)

  static func spans(keptKeys: Int) -> [Spans] {
    [
      Spans(lengths: [3, 1, 5], keptKeys: keptKeys),
      Spans(lengths: [3, 1, 5], isCausal: true, keptKeys: keptKeys),
      Spans(queries: [3, 0, 1, 5], keys: [2, 3, 6, 1], keptKeys: keptKeys),
      Spans(
        lengths: [4, 3, 6], rows: [1, 2, 3, 7, 8, 9, 10, 11, 12], keptKeys: keptKeys),
    ]
  }

  @Test func laysSpansEndToEnd() {
    #expect(Self.spans[0].queries == [0..<3, 3..<4, 4..<9] && Self.spans[0].pairs == 35)
    #expect(Self.spans[2].keys == [0..<2, 2..<5, 5..<11, 11..<12])
    #expect(Self.spans[2].pairStarts == [0, 6, 6, 12] && Self.spans[2].pairs == 17)
    #expect(Self.spans[2].queryRows == 9 && Self.spans[2].keyRows == 12)
    #expect(Self.spans[3].queries == [0..<3, 3..<3, 3..<9] && Self.spans[3].pairs == 48)
    #expect(Self.spans[3].pairStarts == [0, 16, 25])
    #expect(Spans(lengths: [3, 1, 5], keptKeys: 3).keptPairs == 10)
    #expect(Spans(lengths: [256, 257]).keptPairs == 65_536)
  }

  @Test(arguments: allSpans)
  func agreesWithTheFormula(spans: Spans) throws {
    let arena = try Arena(capacity: 4000)
    let keys = spans.keyRows
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, keys, 6, seed: 2))
    let v = random(arena, keys, 6, seed: 3)
    let (p, context) = (arena.take(1, 96), arena.take(9, 6))
    attend(
      q, k, v, spans, heads: Self.heads, dropout: nil, probabilities: p, into: context)
    for (queries, keys) in zip(spans.queries, spans.keys) {
      for (r, query) in queries.enumerated() {
        let seen = spans.isCausal ? keys.prefix(r + 1) : keys[...]
        for head in 0..<Self.heads {
          let expected = reference(q, k, v, query, Array(seen), head)
          for (c, value) in expected.enumerated() {
            #expect(abs(value - Double(context.row(query)[head * 3 + c])) < 1e-6)
          }
        }
      }
    }
  }

  /// One head of one query's context, in Double.
  private func reference(
    _ q: Matrix, _ k: Matrix, _ v: Matrix, _ query: Int, _ keys: [Int], _ head: Int
  ) -> [Double] {
    let scores = keys.map { key in
      (0..<3).reduce(0.0) {
        $0 + Double(q.row(query)[head * 3 + $1]) * Double(k.row(key)[head * 3 + $1])
      }
    }
    let weights = softmaxReference(scores.map { $0 / 3.0.squareRoot() })
    return (0..<3).map { c in
      zip(keys, weights).reduce(0.0) { $0 + $1.1 * Double(v.row($1.0)[head * 3 + c]) }
    }
  }

  @Test(arguments: allSpans, [Float(0), 0.4])
  func goesBack(spans: Spans, rate: Float) throws {
    let arena = try Arena(capacity: 4000)
    let keys = spans.keyRows
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, keys, 6, seed: 2))
    let (v, target) = (random(arena, keys, 6, seed: 3), random(arena, 9, 6, seed: 4))
    let (p, context, dq) = (arena.take(1, 96), arena.take(9, 6), arena.take(9, 6))
    let (dk, dv) = (random(arena, keys, 6, seed: 5), random(arena, keys, 6, seed: 6))
    let key = DropoutKey(RandomKey(seed: 8), rate: rate)
    func forward() {
      attend(
        q, k, v, spans, heads: Self.heads, dropout: key, probabilities: p, into: context)
    }
    forward()
    attendBackward(
      target, q, k, v, spans, heads: Self.heads, dropout: key, probabilities: p, dq: dq, dk: dk,
      dv: dv)
    var check = GradientCheck {
      forward()
      return zip(context.values, target.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("q", q, gradient: dq.values)
    try check.check("k", k, gradient: dk.values)
    try check.check("v", v, gradient: dv.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  /// What attention says and its gradients, in order.
  private func results(
    _ spans: Spans, _ arena: Arena, _ x: [Matrix], keeps: Bool
  ) -> [Matrix] {
    let key = DropoutKey(RandomKey(seed: 8), rate: 0.3)
    let (rows, keys) = (spans.queryRows, spans.keyRows)
    let p = keeps ? arena.take(1, Self.heads * spans.keptPairs) : nil
    let (context, dq) = (arena.take(rows, 6), arena.take(rows, 6))
    let (dk, dv) = (arena.take(keys, 6), arena.take(keys, 6))
    attend(
      x[0], x[1], x[2], spans, heads: Self.heads, dropout: key, probabilities: p, into: context)
    attendBackward(
      x[3], x[0], x[1], x[2], spans, heads: Self.heads, dropout: key, probabilities: p, dq: dq,
      dk: dk, dv: dv)
    return [context, dq, dk, dv]
  }

  /// The second sequence has more keys than queries fit in one block.
  @Test(arguments: [false, true])
  func probabilitiesMadeAgainAreThoseKept(isCausal: Bool) throws {
    let arena = try Arena(capacity: 4_000_000)
    let lengths = [7, 600]
    let x = (1...4).map { random(arena, 607, 6, seed: UInt64($0)) }
    let kept = Spans(lengths: lengths, isCausal: isCausal, keptKeys: .max)
    let made = Spans(lengths: lengths, isCausal: isCausal)
    #expect(kept.keptPairs == kept.pairs && made.keptPairs == 49)
    let expected = results(kept, arena, x, keeps: true).map(\.values)
    #expect(results(made, arena, x, keeps: true).map(\.values) == expected)
    #expect(results(made, arena, x, keeps: false).map(\.values) == expected)
  }

  /// Some rows that ask get what they get where all ask, dropped in the same places.
  @Test func someRowsAreThoseOfAll() throws {
    let arena = try Arena(capacity: 4_000_000)
    let (lengths, rows) = ([4, 300, 2, 6], [0, 3, 5, 200, 303, 307, 311].map(Int32.init))
    let x = (1...3).map { random(arena, 312, 6, seed: UInt64($0)) }
    let (dy, q, dContext) = (
      random(arena, 7, 6, seed: 4), arena.take(7, 6), arena.take(312, 6)
    )
    zero(dContext)
    scatter(dy, rows, addingTo: dContext)
    gather(x[0], rows, into: q)
    let all = results(Spans(lengths: lengths), arena, x + [dContext], keeps: true)
    let some = results(
      Spans(lengths: lengths, rows: rows), arena, [q, x[1], x[2], dy], keeps: true)
    for i in 0..<2 {
      let expected = rows.flatMap { row in (0..<6).map { Double(all[i].row(Int(row))[$0]) } }
      #expect(distance(some[i].values, expected) < 1e-6)
    }
    for i in 2..<4 { #expect(distance(some[i].values, all[i].values.map(Double.init)) < 1e-6) }
  }

  /// Three hypotheses of a cache of five rows: a path is a sequence whose last query is asked.
  @Test func aPathIsASequence() throws {
    let arena = try Arena(capacity: 4000)
    let (q, k) = (random(arena, 3, 6, seed: 1), random(arena, 5, 6, seed: 2))
    let (v, context) = (random(arena, 5, 6, seed: 3), arena.take(3, 6))
    let paths: [Int32] = [0, 2, 0, 3, 1, 4]
    attend(q, k, v, paths: paths, heads: Self.heads, into: context)
    for query in 0..<3 {
      let keys = paths[query * 2..<query * 2 + 2].map(Int.init)
      for head in 0..<Self.heads {
        for (c, value) in reference(q, k, v, query, keys, head).enumerated() {
          #expect(abs(value - Double(context.row(query)[head * 3 + c])) < 1e-6)
        }
      }
    }
    attend(arena.take(0, 6), k, v, paths: [], heads: Self.heads, into: arena.take(0, 6))
  }
}
