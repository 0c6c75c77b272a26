import MTLKernels
import TestSupport
import Testing

@Suite struct AttendTests {
  static let heads = 2
  /// Self-attention, causal self-attention, and attention to rows elsewhere; nine queries each.
  static let spans = [
    Spans(lengths: [3, 1, 5]), Spans(lengths: [3, 1, 5], isCausal: true),
    Spans(queries: [3, 0, 1, 5], keys: [2, 3, 6, 1]),
  ]

  @Test func laysSpansEndToEnd() {
    #expect(Self.spans[0].queries == [0..<3, 3..<4, 4..<9] && Self.spans[0].pairs == 35)
    #expect(Self.spans[2].keys == [0..<2, 2..<5, 5..<11, 11..<12])
    #expect(Self.spans[2].pairStarts == [0, 6, 6, 12] && Self.spans[2].pairs == 17)
    #expect(Self.spans[2].queryRows == 9 && Self.spans[2].keyRows == 12)
  }

  @Test(arguments: spans)
  func agreesWithTheFormula(spans: Spans) throws {
    let arena = try Arena(capacity: 4000)
    let keys = spans.keyRows
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, keys, 6, seed: 2))
    let v = random(arena, keys, 6, seed: 3)
    let (p, scratch) = (arena.take(1, 70), arena.take(1, 70))
    let context = arena.take(9, 6)
    attend(
      q, k, v, spans, heads: Self.heads, dropout: nil, probabilities: p, scratch: scratch,
      into: context)
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

  @Test(arguments: spans, [Float(0), 0.4])
  func goesBack(spans: Spans, rate: Float) throws {
    let arena = try Arena(capacity: 4000)
    let keys = spans.keyRows
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, keys, 6, seed: 2))
    let (v, target) = (random(arena, keys, 6, seed: 3), random(arena, 9, 6, seed: 4))
    let (p, scratch, dp) = (arena.take(1, 70), arena.take(1, 70), arena.take(1, 70))
    let (context, dq) = (arena.take(9, 6), arena.take(9, 6))
    let (dk, dv) = (random(arena, keys, 6, seed: 5), random(arena, keys, 6, seed: 6))
    let key = DropoutKey(RandomKey(seed: 8), rate: rate)
    func forward() {
      attend(
        q, k, v, spans, heads: Self.heads, dropout: key, probabilities: p, scratch: scratch,
        into: context)
    }
    forward()
    attendBackward(
      target, q, k, v, spans, heads: Self.heads, dropout: key, probabilities: p, scratch: scratch,
      dScratch: dp, dq: dq, dk: dk, dv: dv)
    var check = GradientCheck {
      forward()
      return zip(context.values, target.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("q", q, gradient: dq.values)
    try check.check("k", k, gradient: dk.values)
    try check.check("v", v, gradient: dv.values)
    #expect(check.worst < 2e-3, "\(check)")
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
