import MTLKernels

/// The endless sequence of instances that one seed draws.
///
/// Instance i comes from the group that the key draws at i. A group's own draws go through its rows
/// pass by pass, each pass in an order of its own, so that after k draws every row was seen
/// ⌊k / rows⌋ or ⌈k / rows⌉ times.
struct InstanceStream {
  private let rows: [Int]
  private let sampler: ProblemSampler
  private let draws: RandomKey
  private let passes: RandomKey
  private var position = 0
  private var drawn: [Int]  // instances so far, by group
  private var orders: [(pass: Int, rows: [Int])]  // of the pass each group is in

  init(rows: [Int], sampler: ProblemSampler, seed: UInt64) {
    self.rows = rows
    self.sampler = sampler
    draws = RandomKey(seed: seed)(0)
    passes = RandomKey(seed: seed)(1)
    drawn = rows.map { _ in 0 }
    orders = rows.map { _ in (-1, []) }
  }

  mutating func next() -> Instance {
    let group = nextGroup()
    let (pass, place) = (drawn[group] - 1).quotientAndRemainder(dividingBy: rows[group])
    if orders[group].pass != pass {
      orders[group] = (pass, passes(group)(pass).permutation(rows[group]))
    }
    return Instance(group: group, row: orders[group].rows[place])
  }

  /// Passes over `count` instances without looking up their rows.
  mutating func skip(_ count: Int) {
    if rows.count == 1 {
      drawn[0] += count
      position += count
    } else {
      for _ in 0..<count { _ = nextGroup() }
    }
  }

  private mutating func nextGroup() -> Int {
    let group = rows.count == 1 ? 0 : sampler.group(at: draws.uniform(at: position))
    position += 1
    drawn[group] += 1
    return group
  }
}
