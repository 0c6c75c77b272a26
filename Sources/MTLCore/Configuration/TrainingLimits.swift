extension TrainingConfiguration {
  /// Refuses hyper-parameters with which training could not mean anything.
  public func validate() throws(ConfigurationError) {
    try whole("epochs", epochs, 1...1_000_000)
    try whole("steps_per_epoch", stepsPerEpoch, 1...1_000_000_000)
    try whole("batch_size", batchSize, 1...1_000_000)
    try whole("batch_tokens", batchTokens, 1...100_000_000)
    try whole("gradient_accumulation", gradientAccumulation, 1...1_000_000)
    try whole("max_length", maximumLength, 3...1_000_000)
    try whole("warmup_steps", warmupSteps, 0...1_000_000_000)
    try whole("freeze_steps", freezeSteps, 0...1_000_000_000)
    try whole("seed", seed, 0...Int.max)
    try whole("evaluate_every", evaluateEvery, 1...1_000_000_000)
    try whole("patience", patience, 1...1_000_000)
    try whole("save_every", saveEvery, 1...1_000_000_000)
    try number("learning_rate", learningRate, 0...10, "a number from 0 to 10")
    try number("warmup_ratio", warmupRatio, 0...1, "a number from 0 to 1")
    try number("weight_decay", weightDecay, 0...1, "a number from 0 to 1")
    try number("beta1", beta1, 0...0.999_999_999, "a number from 0 to below 1")
    try number("beta2", beta2, 0...0.999_999_999, "a number from 0 to below 1")
    try number("epsilon", epsilon, 1e-16...1, "a number from 1e-16 to 1")
    try number("clip_norm", clipNorm, 0...1e9, "a number from 0 to 1e9")
    try number("dropout", dropout ?? 0, 0...0.999, "a number from 0 to below 1")
    try number("label_smoothing", labelSmoothing, 0...0.999, "a number from 0 to below 1")
    try number("temperature", temperature, 1e-3...1e6, "a number above 0")
    for (problem, weight) in lossWeights.sorted(by: { $0.key < $1.key }) {
      try number("loss_weights.\(problem)", weight, 0...1e6, "a number from 0 to 1e6")
    }
    for (bucket, size) in (bucketBatchSizes ?? []).enumerated() {
      try whole("bucket_batch_sizes[\(bucket)]", size, 1...1_000_000)
    }
    if outputDirectory == nil, resume {
      throw .range(path: "output_dir", expected: "the folder to resume from", actual: "none")
    }
    if resume, overwrite {
      throw .range(path: "overwrite", expected: "false beside resume: true", actual: "true")
    }
    if outputDirectory == "" {
      throw .range(path: "output_dir", expected: "a folder", actual: "an empty text")
    }
  }

  private func whole(
    _ path: String, _ value: Int?, _ range: ClosedRange<Int>
  ) throws(ConfigurationError) {
    guard let value, !range.contains(value) else { return }
    let expected =
      range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    throw .range(path: path, expected: expected, actual: "\(value)")
  }

  private func number(
    _ path: String, _ value: Double, _ range: ClosedRange<Double>, _ expected: String
  ) throws(ConfigurationError) {
    guard !range.contains(value) else { return }
    throw .range(path: path, expected: expected, actual: "\(value)")
  }
}
