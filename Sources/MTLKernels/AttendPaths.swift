/// context = softmax(q kᵀ / √size) v, where a query sees the rows of its own path: one step of decoding.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3.2. q, context: [queries, hidden], the heads
/// side by side; k, v: [rows, hidden], a cache that only grows. `paths` has as many rows of the cache a
/// query as there were steps: hypotheses that share a beginning share its rows, and none is ever moved.
public func attend(
  _ q: Matrix, _ k: Matrix, _ v: Matrix, paths: [Int32], heads: Int, into context: Matrix
) {
  let span = Profile.begin(
    "attention of paths", operations: 4 * paths.count * q.columns,
    bytes: 4 * (2 * q.count + 2 * paths.count * q.columns))
  defer { span.end() }
  guard q.rows > 0 else { return }
  let (steps, size) = (paths.count / q.rows, q.columns / heads)
  precondition(steps * q.rows == paths.count && steps > 0, "as many steps a path")
  let scale = 1 / Float(size).squareRoot()
  paths.withUnsafeBufferPointer { paths in
    Parallel.slices(of: q.rows, cost: 2 * steps * q.columns) { queries in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: steps) { scores in
        let scores = scores.baseAddress.unsafelyUnwrapped
        for r in queries {
          for first in stride(from: 0, to: heads * size, by: size) {
            let (query, context) = (q.row(r) + first, context.row(r) + first)
            for i in 0..<steps {
              scores[i] = dot(query, k.row(Int(paths[r * steps + i])) + first, size)
            }
            softmax(scores, steps, scale: scale)
            context.update(repeating: 0, count: size)
            for i in 0..<steps {
              let (value, p) = (v.row(Int(paths[r * steps + i])) + first, scores[i])
              for c in 0..<size { context[c] += p * value[c] }
            }
          }
        }
      }
    }
  }
}
