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
  public func steps(epochs: Int) -> Int {
    if let stepsPerEpoch { return stepsPerEpoch * epochs }
    if case .instances(let size) = policy { return (instances + size - 1) / size * epochs }
    return (0..<epochs).reduce(0) { $0 + plan(epoch: $1).count }
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

  private func next(
    _ stream: inout InstanceStream, _ former: inout BatchFormer
  ) -> [Instance]? {
    let instance = stream.next()
    return former.add(instance, length: lengths[instance.group][instance.row])
  }
}
