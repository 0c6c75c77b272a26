import MTLData
import MTLKernels

/// What a session is: for people who look at it, and for the Python face.
public struct SessionDescription: Codable, Equatable, Sendable {
  public let chain: String?
  public let groups: [[String]]
  public let problems: [ProblemDescription]
  /// What stands between encoder and heads.
  public let trunk: String
  /// What rows may hold beside text.
  public let modalities: [String: ModalitySettings]
  public let modalTypes: Bool
  public let hiddenSize: Int
  public let layers: Int
  public let heads: Int
  public let vocabularySize: Int
  public let maximumPositions: Int
  /// Pieces that inputs are cut to unless a call says otherwise.
  public let maximumLength: Int
  public let parameters: Int
  public let threads: Int
  /// The number format of the encoder's products.
  public let dtype: String
  public let loading: LoadReport

  /// One problem of the session.
  public struct ProblemDescription: Codable, Equatable, Sendable {
    public let name: String
    public let type: String
    public let target: TargetKind
    public let input: InputKind
    public let answer: AnswerForm
    /// nil until training data was seen, and where there are none.
    public let labels: [Label]?
    public let mainScore: String?

    enum CodingKeys: String, CodingKey {
      case name, type, target, input, answer, labels
      case mainScore = "main_score"
    }
  }

  enum CodingKeys: String, CodingKey {
    case chain, groups, problems, modalities, layers, heads, parameters, threads, loading
    case dtype, trunk
    case modalTypes = "modal_types"
    case hiddenSize = "hidden_size"
    case vocabularySize = "vocab_size"
    case maximumPositions = "max_positions"
    case maximumLength = "max_length"
  }
}

extension Session {
  public func describe() throws -> SessionDescription {
    try exclusively {
      SessionDescription(
        chain: chain?.description, groups: chain?.groups ?? [],
        problems: try problems.map { problem in
          let type = try ProblemTypes.of(problem)
          return SessionDescription.ProblemDescription(
            name: problem.name, type: problem.type, target: type.target,
            input: type.input, answer: type.answer, labels: problem.labels?.labels,
            mainScore: try problem.learned.map { _ in try type.metric(problem).scores.main })
        },
        trunk: trunk.name, modalities: modalities.settings, modalTypes: modalities.usesTypes,
        hiddenSize: configuration.hiddenSize, layers: configuration.layers,
        heads: configuration.heads, vocabularySize: configuration.vocabularySize,
        maximumPositions: configuration.maximumPositions, maximumLength: try length(nil),
        parameters: model.store.parameters.reduce(0) { $0 + $1.shape.reduce(1, *) },
        threads: Parallel.threads, dtype: precision.rawValue, loading: loading)
    }
  }
}
