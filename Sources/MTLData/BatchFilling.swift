/// Where batches end as a policy says: how full each unfinished one is, one a bucket.
struct BatchFilling {
  private let policy: BatchPolicy
  private var counts: [Int]  // instances in each
  private var tokens = 0  // of the unfinished batch, where they are counted

  /// Where an instance goes, and whether the batch there is full: without it, or with it.
  struct Place {
    let bucket: Int
    var endsBefore = false
    var endsAfter = false
  }

  init(_ policy: BatchPolicy) {
    self.policy = policy
    counts = [0]
    if case .buckets(_, let sizes) = policy { counts = sizes.map { _ in 0 } }
  }

  var buckets: Int { counts.count }

  /// Takes in an instance of `length` tokens.
  mutating func add(length: Int) -> Place {
    switch policy {
    case .instances(let size):
      return fill(0, size)
    case .tokens(let budget):
      // `length > budget - tokens`, not a sum: lengths are the caller's and a sum could overflow.
      let isFull = counts[0] > 0 && length > budget - tokens
      (counts[0], tokens) = isFull ? (1, length) : (counts[0] + 1, tokens + length)
      return Place(bucket: 0, endsBefore: isFull)
    case .buckets(let boundaries, let sizes):
      let bucket = boundaries.firstIndex { length < $0 } ?? boundaries.count
      return fill(bucket, sizes[bucket])
    }
  }

  /// Ends the batches that are not full, and says how many there were.
  mutating func finish() -> Int {
    defer { (counts, tokens) = (counts.map { _ in 0 }, 0) }
    return counts.count { $0 > 0 }
  }

  private mutating func fill(_ bucket: Int, _ size: Int) -> Place {
    counts[bucket] += 1
    let isFull = counts[bucket] == size
    if isFull { counts[bucket] = 0 }
    return Place(bucket: bucket, endsAfter: isFull)
  }
}
