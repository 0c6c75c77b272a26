/// Which group of the chain an instance is drawn from: group g with the probability `shares[g]`.
public struct ProblemSampler: Equatable, Sendable {
  /// Each group as the chain writes it, in the chain's order.
  public let groups: [String]
  /// Expected share of the instances, for each group; they add up to 1.
  public let shares: [Double]
  private let bounds: [Double]  // running sums of the shares; the last is above every draw

  /// `rows[g]` is the number of rows of `groups[g]`. Throws for a group without rows and for
  /// temperatures or weights that say nothing.
  public init(
    groups: [String], rows: [Int], strategy: SamplingStrategy
  ) throws(SamplingError) {
    precondition(groups.count == rows.count)
    guard !groups.isEmpty else { throw .noGroups }
    for (group, count) in zip(groups, rows) where count < 1 { throw .noRows(group: group) }
    let weights = try ProblemSampler.weights(groups, rows, strategy)
    let largest = weights.max() ?? 0
    guard largest > 0 else { throw .weightsAreZero }
    // Scaled by the largest first, so that no sum of finite weights overflows.
    let total = weights.reduce(0) { $0 + $1 / largest }
    shares = weights.map { $0 / largest / total }
    var sum = 0.0
    var bounds = shares.map { share in
      sum += share
      return sum
    }
    // Rounding may leave the last sum just below 1, where a draw could fall through to no group.
    let last = shares.lastIndex { $0 > 0 } ?? 0
    for g in last..<bounds.count { bounds[g] = .infinity }
    self.groups = groups
    self.bounds = bounds
  }

  /// The group of a draw in [0, 1).
  public func group(at draw: Double) -> Int {
    bounds.firstIndex { draw < $0 } ?? bounds.count - 1
  }

  private static func weights(
    _ groups: [String], _ rows: [Int], _ strategy: SamplingStrategy
  ) throws(SamplingError) -> [Double] {
    switch strategy {
    case .dataBalanced: return rows.map(Double.init)
    case .problemBalanced: return rows.map { _ in 1 }
    case .temperature(let temperature):
      guard temperature > 0, temperature.isFinite else { throw .temperature(temperature) }
      // Relative to the largest, so that a small temperature does not overflow.
      let largest = Double(rows.max() ?? 1)
      return rows.map { power(Double($0) / largest, 1 / temperature) }
    case .weights(let given): return try weights(groups, given)
    }
  }

  private static func weights(
    _ groups: [String], _ given: [String: Double]
  ) throws(SamplingError) -> [Double] {
    var byGroup: [Set<Substring>: Double] = [:]
    for (text, weight) in given.sorted(by: { $0.key < $1.key }) {
      guard weight >= 0, weight.isFinite else { throw .weight(group: text, weight) }
      guard groups.contains(where: { problems(of: $0) == problems(of: text) }) else {
        throw .unknownGroup(text, known: groups)
      }
      byGroup[problems(of: text)] = weight
    }
    var weights: [Double] = []
    for group in groups {
      guard let weight = byGroup[problems(of: group)] else { throw .missingWeight(group: group) }
      weights.append(weight)
    }
    return weights
  }

  /// A group is its problems, in whichever order and with whichever spaces they are written.
  private static func problems(of group: String) -> Set<Substring> {
    Set(group.split(whereSeparator: { $0 == "&" || $0.isWhitespace }))
  }
}
