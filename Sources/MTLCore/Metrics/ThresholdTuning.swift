/// The threshold with the best F1, given what each row scores and whether it is so; of equally good ones
/// the nearest to 0.5. A row is chosen where its score is at least the threshold.
///
/// Thresholds are tried half way between neighbouring scores, and 0.5 itself. Where nothing is so it
/// stays 0.5.
func tunedThreshold(_ scores: [Float], _ truth: [Bool]) -> Float {
  let order = scores.indices.sorted { scores[$0] > scores[$1] }
  let positives = truth.count { $0 }
  guard positives > 0 else { return 0.5 }
  let chosen = order.filter { scores[$0] >= 0.5 }
  var best = HitCounts(hits: chosen.count { truth[$0] }, predicted: chosen.count, actual: positives)
  var threshold: Float = 0.5
  var counts = HitCounts(hits: 0, predicted: 0, actual: positives)
  for (n, row) in order.enumerated() {
    counts.predicted += 1
    if truth[row] { counts.hits += 1 }
    let next = n + 1 < order.count ? scores[order[n + 1]] : 0
    guard next < scores[row] else { continue }
    let candidate = scores[row] - (scores[row] - next) / 2
    let isNearer = (candidate - 0.5).magnitude < (threshold - 0.5).magnitude
    if counts.f1 > best.f1 || (counts.f1 == best.f1 && isNearer) {
      (best, threshold) = (counts, candidate)
    }
  }
  return threshold
}
