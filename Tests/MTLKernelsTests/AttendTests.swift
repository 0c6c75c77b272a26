import MTLKernels
import TestSupport
import Testing

@Suite struct AttendTests {
  let spans = Spans(starts: [0, 3, 4], lengths: [3, 1, 5], pairStarts: [0, 9, 10])
  let heads = 2

  @Test func agreesWithTheFormula() throws {
    let arena = try Arena(capacity: 4000)
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, 9, 6, seed: 2))
    let v = random(arena, 9, 6, seed: 3)
    let (p, scratch) = (arena.take(1, 70), arena.take(1, 70))
    let context = arena.take(9, 6)
    attend(
      q, k, v, spans, heads: heads, dropout: nil, probabilities: p, scratch: scratch, into: context)
    for (start, length) in zip(spans.starts, spans.lengths) {
      for head in 0..<heads {
        let (rows, columns) = (start..<start + length, head * 3..<head * 3 + 3)
        let scores = arena.take(length, length)
        multiply(q[rows, columns], k[rows, columns], transposing: .right, into: scores)
        let weights = softmaxReference(scores, scale: 1 / 3.0.squareRoot())
        for r in 0..<length {
          for c in columns {
            let expected = (0..<length).reduce(0.0) {
              $0 + weights[r * length + $1] * Double(v.row(start + $1)[c])
            }
            #expect(abs(expected - Double(context.row(start + r)[c])) < 1e-6)
          }
        }
      }
    }
  }

  @Test(arguments: [Float(0), 0.4])
  func goesBack(rate: Float) throws {
    let arena = try Arena(capacity: 4000)
    let (q, k) = (random(arena, 9, 6, seed: 1), random(arena, 9, 6, seed: 2))
    let (v, target) = (random(arena, 9, 6, seed: 3), random(arena, 9, 6, seed: 4))
    let (p, scratch, dp) = (arena.take(1, 70), arena.take(1, 70), arena.take(1, 70))
    let (context, dq) = (arena.take(9, 6), arena.take(9, 6))
    let (dk, dv) = (arena.take(9, 6), arena.take(9, 6))
    let key = DropoutKey(RandomKey(seed: 8), rate: rate)
    func forward() {
      attend(
        q, k, v, spans, heads: heads, dropout: key, probabilities: p, scratch: scratch,
        into: context)
    }
    forward()
    attendBackward(
      target, q, k, v, spans, heads: heads, dropout: key, probabilities: p, scratch: scratch,
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
}
