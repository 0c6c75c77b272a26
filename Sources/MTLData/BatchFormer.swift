/// Collects instances into batches as a policy says.
struct BatchFormer {
  private var filling: BatchFilling
  private var open: [[Instance]]  // unfinished batches, one a bucket

  init(_ policy: BatchPolicy) {
    filling = BatchFilling(policy)
    open = (0..<filling.buckets).map { _ in [] }
  }

  /// Adds an instance of `length` tokens and returns the batch that became full, if one did.
  mutating func add(_ instance: Instance, length: Int) -> [Instance]? {
    let place = filling.add(length: length)
    let full = place.endsBefore ? close(place.bucket) : nil
    open[place.bucket].append(instance)
    return place.endsAfter ? close(place.bucket) : full
  }

  /// The batches that are not full, shortest rows first.
  mutating func finish() -> [[Instance]] {
    defer { open = open.map { _ in [] } }
    _ = filling.finish()
    return open.filter { !$0.isEmpty }
  }

  private mutating func close(_ bucket: Int) -> [Instance] {
    defer { open[bucket] = [] }
    return open[bucket]
  }
}
