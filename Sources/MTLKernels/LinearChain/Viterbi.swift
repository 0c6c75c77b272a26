/// The best path of each sequence through emissions x: [rows, tags], end to end; of equally good ones
/// the lower tags, from the last row on.
///
/// Viterbi 1967, https://doi.org/10.1109/TIT.1967.1054010.
public func viterbi(_ x: Matrix, lengths: [Int], _ scores: TransitionScores) -> [Int32] {
  let span = Profile.begin("viterbi", bytes: 4 * x.count)
  defer { span.end() }
  let sequences = ChainSequences(x, lengths, scores)
  return [Int32](unsafeUninitializedCapacity: x.rows) { path, count in
    if let path = path.baseAddress {
      path.initialize(repeating: 0, count: x.rows)
      sequences.slices { part in
        BestPath.with(scores, longest: sequences.longest) { best in
          sequences.forEach(part) { best.trace(x[rows: $0], into: path + $0.lowerBound) }
        }
      }
    }
    count = x.rows
  }
}

/// Room for the best path of one sequence.
private struct BestPath {
  let scores: TransitionScores
  let best: UnsafeMutablePointer<Double>  // [tags], the best score that ends in each tag
  let next: UnsafeMutablePointer<Double>  // [tags]
  let from: UnsafeMutablePointer<Int32>  // [longest, tags], the tag before on the way there

  static func with(_ scores: TransitionScores, longest: Int, _ body: (BestPath) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * scores.tags) { doubles in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: longest * scores.tags) { from in
        guard let doubles = doubles.baseAddress, let from = from.baseAddress else { return }
        body(BestPath(scores: scores, best: doubles, next: doubles + scores.tags, from: from))
      }
    }
  }

  /// x: [rows, tags] of one sequence.
  func trace(_ x: Matrix, into path: UnsafeMutablePointer<Int32>) {
    let (tags, start, end) = (scores.tags, scores.start.base, scores.end.base)
    for j in 0..<tags { best[j] = Double(start[j]) + Double(x.base[j]) }
    for t in 1..<max(x.rows, 1) { step(x.row(t), from + t * tags) }
    for j in 0..<tags { best[j] += Double(end[j]) }
    var tag = 0
    for j in 1..<max(tags, 1) where best[j] > best[tag] { tag = j }
    for t in stride(from: x.rows - 1, through: 0, by: -1) {
      path[t] = Int32(tag)
      if t > 0 { tag = Int(from[t * tags + tag]) }
    }
  }

  /// next[j] = x[j] + maxᵢ (best[i] + between[i, j]), and which i it was; then best is next.
  private func step(_ x: UnsafePointer<Float>, _ from: UnsafeMutablePointer<Int32>) {
    let tags = scores.tags
    next.update(repeating: -.infinity, count: tags)
    from.update(repeating: 0, count: tags)
    for i in 0..<tags {
      let (score, row, tag) = (best[i], scores.between.row(i), Int32(i))
      for j in 0..<tags {
        let candidate = score + Double(row[j])
        let isBetter = candidate > next[j]
        next[j] = isBetter ? candidate : next[j]
        from[j] = isBetter ? tag : from[j]
      }
    }
    for j in 0..<tags { best[j] = next[j] + Double(x[j]) }
  }
}
