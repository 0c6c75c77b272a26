/// The order in which rows are evaluated: batches of rows alike in length, at most `batchTokens`
/// tokens each. Every row stands in it once, under its own number.
///
/// lengths: tokens of each row. Throws if the budget is below 1; a longer row stands alone.
public func evaluationPlan(
  lengths: [Int], batchTokens: Int
) throws(SamplingError) -> [[Int]] {
  let policy = BatchPolicy.tokens(batchTokens)
  try policy.check()
  // Equal lengths keep their order, so that the plan is the same on every platform.
  let order = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
  var former = BatchFormer(policy)
  var batches: [[Instance]] = []
  for row in order {
    let instance = Instance(group: 0, row: row)
    if let batch = former.add(instance, length: lengths[row]) { batches.append(batch) }
  }
  return (batches + former.finish()).map { $0.map(\.row) }
}
