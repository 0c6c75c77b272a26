import MTLData

/// What a run will do, fixed before its first step: the data, the batches, the steps.
struct TrainingPlan {
  let configuration: TrainingConfiguration
  let joining: Joining
  let batcher: Batcher
  /// Optimizer steps of the whole run.
  let steps: Int
  let schedule: Schedule
  /// What each problem's mean loss is multiplied with, in the order of the model's heads.
  let weights: [Double]
  /// Rows of each group that the maximal length cut.
  let truncated: [Int]

  init(
    _ configuration: TrainingConfiguration, _ joining: Joining, chain: Chain, truncated: [Int]
  ) throws {
    self.configuration = configuration
    self.joining = joining
    self.truncated = truncated
    let sampler = try ProblemSampler(
      groups: chain.groupTexts, rows: joining.groups.map(\.rows),
      strategy: configuration.samplingStrategy())
    batcher = try Batcher(
      lengths: joining.groups.map(\.lengths), sampler: sampler,
      policy: try configuration.batchPolicy(), seed: UInt64(configuration.seed),
      stepsPerEpoch: configuration.stepsPerEpoch)
    steps = batcher.steps(epochs: configuration.epochs)
    let warmup = Int((Double(steps) * configuration.warmupRatio).rounded())
    schedule = Schedule(
      decay: configuration.schedule, peak: configuration.learningRate,
      warmup: configuration.warmupSteps ?? warmup, steps: steps)
    for name in configuration.lossWeights.keys.sorted() where !chain.problems.contains(name) {
      throw ProblemError.unknownProblem(problem: name, known: chain.problems)
    }
    weights = joining.problems.map { configuration.lossWeights[$0.name] ?? 1 }
  }

  /// The rows of each group, which must be the same when a run is resumed.
  var rows: [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(batcher.sampler.groups, joining.groups.map(\.rows)))
  }

  /// What tells the rows and targets of each group from others.
  var fingerprints: [String: String] {
    Dictionary(
      uniqueKeysWithValues: zip(
        batcher.sampler.groups, joining.groups.map { String($0.fingerprint, radix: 16) }))
  }

  /// The batches that make one optimizer step, cut evenly from the drawn instances.
  func parts(of batch: [Instance]) -> [ArraySlice<Instance>] {
    let count = min(configuration.gradientAccumulation, batch.count)
    return (0..<count).map { batch[$0 * batch.count / count..<($0 + 1) * batch.count / count] }
  }

  /// Rows drawn in the whole run; where batches of a fixed number of steps are cut by tokens, what the
  /// first epoch's make of it.
  var instances: Double {
    let epochs = Double(configuration.epochs)
    guard let steps = configuration.stepsPerEpoch else {
      return Double(joining.groups.reduce(0) { $0 + $1.rows }) * epochs
    }
    if case .instances(let size) = batcher.policy { return Double(steps) * Double(size) * epochs }
    return Double(batcher.plan(epoch: 0).reduce(0) { $0 + $1.count }) * epochs
  }
}

extension TrainingConfiguration {
  func samplingStrategy() throws(SamplingError) -> SamplingStrategy {
    switch sampling {
    case .named(let name): try SamplingStrategy(named: name, temperature: temperature)
    case .weights(let weights): .weights(weights)
    }
  }

  /// One optimizer step's worth of instances: `gradientAccumulation` batches.
  func batchPolicy() throws(ConfigurationError) -> BatchPolicy {
    if let batchTokens { return .tokens(batchTokens * gradientAccumulation) }
    switch (bucketBoundaries, bucketBatchSizes) {
    case (nil, nil): return .instances(batchSize * gradientAccumulation)
    case (let boundaries?, let sizes?):
      return .buckets(boundaries: boundaries, sizes: sizes.map { $0 * gradientAccumulation })
    case (nil, _?): throw .missing(path: "bucket_boundaries")
    case (_?, nil): throw .missing(path: "bucket_batch_sizes")
    }
  }
}
