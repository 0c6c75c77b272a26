/// Collects instances into batches as a policy says.
struct BatchFormer {
  private let policy: BatchPolicy
  private var open: [[Instance]]  // unfinished batches, one a bucket
  private var tokens = 0  // of the unfinished batch, where they are counted

  init(_ policy: BatchPolicy) {
    self.policy = policy
    open = [[]]
    if case .buckets(_, let sizes) = policy { open = sizes.map { _ in [] } }
  }

  /// Adds an instance of `length` tokens and returns the batch that became full, if one did.
  mutating func add(_ instance: Instance, length: Int) -> [Instance]? {
    switch policy {
    case .instances(let size):
      open[0].append(instance)
      return open[0].count == size ? close(0) : nil
    case .tokens(let budget):
      // `length > budget - tokens`, not a sum: lengths are the caller's and a sum could overflow.
      let full = !open[0].isEmpty && length > budget - tokens ? close(0) : nil
      open[0].append(instance)
      tokens += length
      return full
    case .buckets(let boundaries, let sizes):
      let bucket = boundaries.firstIndex { length < $0 } ?? boundaries.count
      open[bucket].append(instance)
      return open[bucket].count == sizes[bucket] ? close(bucket) : nil
    }
  }

  /// The batches that are not full, shortest rows first.
  mutating func finish() -> [[Instance]] {
    defer { open = open.map { _ in [] } }
    return open.filter { !$0.isEmpty }
  }

  private mutating func close(_ bucket: Int) -> [Instance] {
    defer {
      open[bucket] = []
      tokens = 0
    }
    return open[bucket]
  }
}
