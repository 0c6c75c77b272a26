/// An epoch's batches: a pure function of (seed, epoch), so that a resumed run continues as the
/// whole one would.
///
/// Without `stepsPerEpoch` an epoch has as many instances as there are rows: with one group each row
/// once, in a shuffled order; with several a group is drawn for every instance (``InstanceStream``),
/// and its rows continue where the epoch before left off. With `stepsPerEpoch` the epochs cut one
/// endless sequence of full batches.
public struct Batcher: Sendable {
  public let sampler: ProblemSampler
  public let policy: BatchPolicy
  public let stepsPerEpoch: Int?
  private let lengths: [[Int]]
  private let seed: UInt64

  /// `lengths[g][r]`: tokens of row r of group g, in the sampler's order of groups. Throws where the
  /// policy cannot make a batch.
  public init(
    lengths: [[Int]], sampler: ProblemSampler, policy: BatchPolicy, seed: UInt64,
    stepsPerEpoch: Int? = nil
  ) throws(SamplingError) {
    precondition(lengths.count == sampler.groups.count)
    try policy.check()
    if let stepsPerEpoch, !policy.isPossible(stepsPerEpoch) {
      throw .size(option: "steps_per_epoch", stepsPerEpoch)
    }
    for (group, rows) in zip(sampler.groups, lengths) where rows.isEmpty {
      throw .noRows(group: group)
    }
    self.lengths = lengths
    self.sampler = sampler
    self.policy = policy
    self.seed = seed
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// How many batches the first `epochs` epochs have together.
  ///
  /// No batch is made for that, and where all epochs have as many none is counted twice.
  public func steps(epochs: Int) -> Int {
    if let stepsPerEpoch { return stepsPerEpoch * epochs }
    switch policy {
    case .instances(let size): return (instances + size - 1) / size * epochs
    // An epoch of one group has each row once, and a bucket does not mind their order.
    case .buckets where lengths.count == 1: return counted(epochs: 1) * epochs
    case .buckets, .tokens: return counted(epochs: epochs)
    }
  }

  /// The batches of an epoch, counted from 0.
  public func plan(epoch: Int) -> [[Instance]] {
    precondition(epoch >= 0)
    var stream = InstanceStream(rows: lengths.map(\.count), sampler: sampler, seed: seed)
    if let stepsPerEpoch { return plan(&stream, steps: stepsPerEpoch, epoch: epoch) }
    stream.skip(epoch * instances)
    var former = BatchFormer(policy)
    var batches: [[Instance]] = []
    for _ in 0..<instances {
      if let batch = next(&stream, &former) { batches.append(batch) }
    }
    return batches + former.finish()
  }

  /// Of an epoch without `stepsPerEpoch`.
  private var instances: Int { lengths.reduce(0) { $0 + $1.count } }

  private func plan(_ stream: inout InstanceStream, steps: Int, epoch: Int) -> [[Instance]] {
    var former = BatchFormer(policy)
    var skipped = epoch * steps  // full batches of earlier epochs
    if case .instances(let size) = policy {
      stream.skip(skipped * size)
      skipped = 0
    }
    var batches: [[Instance]] = []
    while batches.count < steps {
      guard let batch = next(&stream, &former) else { continue }
      if skipped > 0 { skipped -= 1 } else { batches.append(batch) }
    }
    return batches
  }

  private func counted(epochs: Int) -> Int {
    var stream = InstanceStream(rows: lengths.map(\.count), sampler: sampler, seed: seed)
    var (filling, count) = (BatchFilling(policy), 0)
    for _ in 0..<epochs {
      for _ in 0..<instances {
        let instance = stream.next()
        let place = filling.add(length: lengths[instance.group][instance.row])
        if place.endsBefore || place.endsAfter { count += 1 }
      }
      count += filling.finish()
    }
    return count
  }

  private func next(
    _ stream: inout InstanceStream, _ former: inout BatchFormer
  ) -> [Instance]? {
    let instance = stream.next()
    return former.add(instance, length: lengths[instance.group][instance.row])
  }
}
