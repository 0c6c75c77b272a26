import MTLData

/// How a model is trained: what Python's `fit` takes as keywords and the command line as YAML.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §A.2-3 gives the recipe behind the defaults.
public struct TrainingConfiguration: Equatable, Sendable {
  /// How often the data is passed over.
  public var epochs = 3
  /// Optimizer steps in an epoch; without it as many as one pass over all rows takes.
  public var stepsPerEpoch: Int?
  /// Rows in a batch.
  public var batchSize = 32
  /// Tokens in a batch; batches are then cut by this budget instead of by `batchSize`.
  public var batchTokens: Int?
  /// Lengths that divide rows into buckets, each with its own batch size of `bucketBatchSizes`.
  public var bucketBoundaries: [Int]?
  public var bucketBatchSizes: [Int]?
  /// Batches whose gradients make one optimizer step; the numbers are those of one big batch.
  public var gradientAccumulation = 1
  /// Pieces in a row, special tokens included; longer rows are cut, longest side first.
  public var maximumLength: Int?
  /// The highest learning rate, reached at the end of the warm-up.
  public var learningRate = 5e-5
  public var schedule = Schedule.Decay.linear
  /// The share of all steps that the learning rate rises from 0.
  public var warmupRatio = 0.1
  /// The same as a number of steps; takes precedence.
  public var warmupSteps: Int?
  /// Decoupled weight decay, not applied to biases and layer norms.
  public var weightDecay = 0.01
  public var beta1 = 0.9
  public var beta2 = 0.999
  public var epsilon = 1e-8
  /// The largest global norm of the gradient; 0 turns clipping off.
  public var clipNorm = 1.0
  /// Replaces the encoder's hidden and attention dropout and that of the heads.
  public var dropout: Double?
  public var labelSmoothing = 0.0
  /// What each problem's loss is multiplied with before they are added; 1 where not named.
  public var lossWeights: [String: Double] = [:]
  /// Optimizer steps at the beginning in which the encoder is left as it is.
  public var freezeSteps = 0
  /// Parts of the encoder that are left as they are in every step.
  public var freeze = Freeze.nothing
  /// Keeps of each layer its input alone and computes the rest again on the way back: less memory and
  /// the same bits for more time.
  public var recompute = false
  /// `data_balanced`, `problem_balanced`, `temperature`, or a weight for each group.
  public var sampling = Sampling.named("data_balanced")
  /// The T of rows^(1/T) for `temperature` sampling.
  public var temperature = 2.0
  public var seed = 1
  /// Optimizer steps between evaluations on dev; without it once an epoch.
  public var evaluateEvery: Int?
  /// The score that says which checkpoint is best: `mean` (of the problems' main scores) or
  /// `problem.score`; higher is better.
  public var bestMetric = "mean"
  /// Evaluations without a better score after which training stops.
  public var patience: Int?
  /// Where `best` and `last` checkpoints and the history go; nothing is written without it.
  public var outputDirectory: String?
  /// Optimizer steps between saves of `last`; without it once an epoch.
  public var saveEvery: Int?
  /// Goes on from `last` in `outputDirectory`, bit for bit.
  public var resume = false
  /// Replaces the models that an earlier run has left in `outputDirectory`; refused without it.
  public var overwrite = false

  public init() {}

  /// How groups are drawn: by a strategy's name or by weights given for each group.
  public enum Sampling: Equatable, Sendable {
    case named(String)
    case weights([String: Double])
  }
}

extension TrainingConfiguration: Codable {
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case epochs, schedule, epsilon, dropout, sampling, temperature, seed, patience, resume, beta1
    case beta2, freeze, recompute, overwrite
    case stepsPerEpoch = "steps_per_epoch"
    case batchSize = "batch_size"
    case batchTokens = "batch_tokens"
    case bucketBoundaries = "bucket_boundaries"
    case bucketBatchSizes = "bucket_batch_sizes"
    case gradientAccumulation = "gradient_accumulation"
    case maximumLength = "max_length"
    case learningRate = "learning_rate"
    case warmupRatio = "warmup_ratio"
    case warmupSteps = "warmup_steps"
    case weightDecay = "weight_decay"
    case clipNorm = "clip_norm"
    case labelSmoothing = "label_smoothing"
    case lossWeights = "loss_weights"
    case freezeSteps = "freeze_steps"
    case evaluateEvery = "evaluate_every"
    case bestMetric = "best_metric"
    case outputDirectory = "output_dir"
    case saveEvery = "save_every"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try values.read(.epochs, into: &epochs)
    try values.read(.stepsPerEpoch, into: &stepsPerEpoch)
    try values.read(.batchSize, into: &batchSize)
    try values.read(.batchTokens, into: &batchTokens)
    try values.read(.bucketBoundaries, into: &bucketBoundaries)
    try values.read(.bucketBatchSizes, into: &bucketBatchSizes)
    try values.read(.gradientAccumulation, into: &gradientAccumulation)
    try values.read(.maximumLength, into: &maximumLength)
    try values.read(.learningRate, into: &learningRate)
    try values.read(.schedule, into: &schedule)
    try values.read(.warmupRatio, into: &warmupRatio)
    try values.read(.warmupSteps, into: &warmupSteps)
    try values.read(.weightDecay, into: &weightDecay)
    try values.read(.beta1, into: &beta1)
    try values.read(.beta2, into: &beta2)
    try values.read(.epsilon, into: &epsilon)
    try values.read(.clipNorm, into: &clipNorm)
    try values.read(.dropout, into: &dropout)
    try values.read(.labelSmoothing, into: &labelSmoothing)
    try values.read(.lossWeights, into: &lossWeights)
    try values.read(.freezeSteps, into: &freezeSteps)
    try values.read(.freeze, into: &freeze)
    try values.read(.recompute, into: &recompute)
    try values.read(.sampling, into: &sampling)
    try values.read(.temperature, into: &temperature)
    try values.read(.seed, into: &seed)
    try values.read(.evaluateEvery, into: &evaluateEvery)
    try values.read(.bestMetric, into: &bestMetric)
    try values.read(.patience, into: &patience)
    try values.read(.outputDirectory, into: &outputDirectory)
    try values.read(.saveEvery, into: &saveEvery)
    try values.read(.resume, into: &resume)
    try values.read(.overwrite, into: &overwrite)
  }
}

extension TrainingConfiguration.Sampling: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    switch try container.decode(JSONValue.self) {
    case .text(let name): self = .named(name)
    default: self = .weights(try container.decode([String: Double].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .named(let name): try container.encode(name)
    case .weights(let weights): try container.encode(weights)
    }
  }
}

extension KeyedDecodingContainer {
  /// Leaves `value` as it is where the key is absent or null.
  func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
    if let read = try decodeIfPresent(Value.self, forKey: key) { value = read }
  }

  /// The same for a value that has no default.
  func read<Value: Decodable>(_ key: Key, into value: inout Value?) throws {
    if let read = try decodeIfPresent(Value.self, forKey: key) { value = read }
  }
}
