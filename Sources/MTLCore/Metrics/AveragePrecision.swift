/// How well scores put what is so before what is not: Σ (Rₙ - Rₙ₋₁) Pₙ over the distinct scores from the
/// highest down, with precision P and recall R of all rows that score at least so much.
///
/// Equal to `sklearn.metrics.average_precision_score`; 0 where nothing is so.
func averagePrecision(_ scores: [Float], _ truth: [Bool]) -> Double {
  let order = scores.indices.sorted { scores[$0] > scores[$1] }
  let positives = truth.count { $0 }
  guard positives > 0 else { return 0 }
  var (hits, hitsBefore, total) = (0, 0, 0.0)
  for (n, row) in order.enumerated() {
    if truth[row] { hits += 1 }
    let isLast = n == order.count - 1 || scores[order[n + 1]] != scores[row]
    guard isLast, hits > hitsBefore else { continue }
    total += Double(hits - hitsBefore) / Double(positives) * Double(hits) / Double(n + 1)
    hitsBefore = hits
  }
  return total
}
