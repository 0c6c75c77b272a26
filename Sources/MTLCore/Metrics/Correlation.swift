/// How two lists of equal length go together.
enum Correlation {
  /// Σ (x - x̄)(y - ȳ) / √(Σ (x - x̄)² Σ (y - ȳ)²), as `scipy.stats.pearsonr` computes it; 0 where it
  /// is not defined: fewer than two rows, or a list whose numbers are all the same.
  static func pearson(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count > 1, x.count == y.count, !isConstant(x), !isConstant(y) else { return 0 }
    let (a, b) = (unitDeviations(x), unitDeviations(y))
    let r = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    return min(max(r, -1), 1)
  }

  /// ``pearson(_:_:)`` of the ranks, equal numbers sharing their mean rank, as `scipy.stats.spearmanr`
  /// computes it.
  static func spearman(_ x: [Double], _ y: [Double]) -> Double { pearson(ranks(x), ranks(y)) }

  /// 1 for the smallest; equal numbers share the mean of the ranks that they take up.
  static func ranks(_ x: [Double]) -> [Double] {
    let order = x.indices.sorted { x[$0] < x[$1] }
    var ranks = [Double](repeating: 0, count: x.count)
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, x[order[end]] == x[order[first]] { end += 1 }
      for i in first..<end { ranks[order[i]] = Double(first + 1 + end) / 2 }
      first = end
    }
    return ranks
  }

  private static func isConstant(_ x: [Double]) -> Bool { x.allSatisfy { $0 == x[0] } }

  /// (x - x̄) / |x - x̄|, by way of the largest deviation, whose square may be beyond a Double.
  private static func unitDeviations(_ x: [Double]) -> [Double] {
    let mean = x.reduce(0) { $0 + $1 / Double(x.count) }
    let deviations = x.map { $0 - mean }
    let largest = deviations.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return deviations }
    let norm = deviations.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    return deviations.map { $0 / largest / norm }
  }
}
