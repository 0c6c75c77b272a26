import MTLData

/// What a session is opened with.
public struct SessionRequest: Equatable, Sendable {
  /// A folder with `config.json` and a vocabulary, `model.safetensors` (else the encoder begins at
  /// random, and says so) and, where it was saved by us, heads and `bert_mtl.json`.
  public var model: String?
  /// Instead of a folder: what its `config.json` would say; the encoder begins at random.
  public var configuration: JSONValue?
  /// With `configuration`: a `vocab.txt`, or a folder that holds a tokenizer.
  public var vocabulary: String?
  /// Whether a `vocab.txt` given as `vocabulary` is of lower-cased text.
  public var lowercase = true
  /// The chain of problems, `intent&slots|mood`; without it the saved one, or none: an encoder alone.
  public var problems: String?
  /// Each new problem's type.
  public var types: [String: String] = [:]
  /// What each problem's type lets users choose: `{"ner": {"head_dropout": 0.2}}`.
  public var options: [String: JSONValue] = [:]
  /// Each new problem's labels, where they shall not be those found in the training data.
  public var labels: [String: [Label]] = [:]
  /// What stands between encoder and heads: `plain` (the standard) or `mmoe`; a saved model keeps its
  /// own.
  public var trunk: String?
  /// What the trunk lets users choose: `{"experts": 8, "expert_units": 128}` of `mmoe`.
  public var trunkOptions: JSONValue?
  /// What rows may hold beside text, as far as the training data shall not say it.
  public var modalities: [String: ModalitySettings] = [:]
  /// Whether every row of the encoder is told which modality it is of: as saved, else not.
  public var modalTypes: Bool?
  /// Seeds the parameters that no file gives.
  public var seed = 1
  /// The number format of the encoder's products: `float32` (the standard), `bfloat16`, `int8` for
  /// prediction alone, or `auto`, the faster of the first two here.
  public var dtype: String?
  /// Threads that share the work; without it `BERT_MTL_THREADS`, else the processors of this process.
  public var threads: Int?

  public init(model: String? = nil) { self.model = model }
}

extension SessionRequest: Codable {
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case model, configuration, vocabulary, lowercase, problems, types, options, labels, seed
    case threads, trunk, modalities, dtype
    case trunkOptions = "trunk_options"
    case modalTypes = "modal_types"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    try values.read(.model, into: &model)
    try values.read(.configuration, into: &configuration)
    try values.read(.vocabulary, into: &vocabulary)
    try values.read(.lowercase, into: &lowercase)
    try values.read(.problems, into: &problems)
    try values.read(.types, into: &types)
    try values.read(.options, into: &options)
    try values.read(.labels, into: &labels)
    try values.read(.trunk, into: &trunk)
    try values.read(.trunkOptions, into: &trunkOptions)
    try values.read(.modalities, into: &modalities)
    try values.read(.modalTypes, into: &modalTypes)
    try values.read(.seed, into: &seed)
    try values.read(.threads, into: &threads)
    try values.read(.dtype, into: &dtype)
  }
}

/// What evaluation may be asked to do otherwise.
public struct EvaluationRequest: Equatable, Sendable {
  public var maximumLength: Int?
  /// Tokens in a batch.
  public var batchTokens = 4096
  /// Counts labels that training never saw as wrong answers instead of refusing them.
  public var countsUnseenLabels = false

  public init() {}
}

extension EvaluationRequest: Codable {
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case maximumLength = "max_length"
    case batchTokens = "batch_tokens"
    case countsUnseenLabels = "count_unseen_labels"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try values.read(.maximumLength, into: &maximumLength)
    try values.read(.batchTokens, into: &batchTokens)
    try values.read(.countsUnseenLabels, into: &countsUnseenLabels)
  }
}

/// What prediction and encoding may be asked to do otherwise.
public struct PredictionRequest: Equatable, Sendable {
  /// The problems to answer; without it every one.
  public var problems: [String]?
  public var maximumLength: Int?
  /// Tokens in a batch.
  public var batchTokens = 4096
  /// Taggers answer for every piece of the row, special tokens included, instead of for every word.
  public var everyPiece = false

  public init() {}
}

extension PredictionRequest: Codable {
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case problems
    case maximumLength = "max_length"
    case batchTokens = "batch_tokens"
    case everyPiece = "every_piece"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try values.read(.problems, into: &problems)
    try values.read(.maximumLength, into: &maximumLength)
    try values.read(.batchTokens, into: &batchTokens)
    try values.read(.everyPiece, into: &everyPiece)
  }
}
