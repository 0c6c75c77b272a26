import MTLData
import MTLKernels
import MTLModel
import Synchronization

/// A model with its tokenizer and its problems: the one facade that the Python binding and the command
/// line share.
///
/// A session may be used from several threads; they take turns. It does not survive a fork.
public final class Session {
  /// What makes pieces of texts; it may be used beside the session, without a turn.
  public let tokenizer: Tokenizer
  /// What `config.json` said, written back when the model is saved.
  let configurationFile: ConfigurationFile
  let chain: Chain?
  var problems: [Problem]
  /// What rows may hold beside text.
  var modalities: Modalities
  var model: MultiTaskModel
  /// What training cut rows to, or the folder says: the length of rows where a call gives none.
  var maximumLength: Int?
  /// What stands between encoder and heads.
  let trunk: TrunkChoice
  /// The number format of the encoder's products.
  let precision: Precision
  let loading: LoadReport
  /// How many runs of training have begun; only the last of them may go on.
  var runs = 0
  private let turn = Turn()

  init(
    _ source: ModelSource, chain: Chain?, problems: [Problem], modalities: Modalities,
    model: MultiTaskModel, maximumLength: Int?, trunk: TrunkChoice, precision: Precision,
    loading: LoadReport
  ) {
    tokenizer = source.tokenizer
    configurationFile = source.configuration
    self.chain = chain
    self.problems = problems
    self.modalities = modalities
    self.model = model
    self.maximumLength = maximumLength
    self.trunk = trunk
    self.precision = precision
    self.loading = loading
  }

  var configuration: EncoderConfiguration { configurationFile.encoder }

  /// Runs `body` while no other thread uses the session.
  func exclusively<Result>(_ body: () throws -> Result) throws -> Result {
    try turn.take(body)
  }

  /// The chain, or an error for an encoder alone.
  func requireChain() throws(ProblemError) -> Chain {
    guard let chain else { throw .noProblems }
    return chain
  }

  /// The model, once every problem has a head.
  func trainedModel() throws(ProblemError) -> MultiTaskModel {
    for problem in problems where problem.learned == nil {
      throw .untrained(problem: problem.name)
    }
    return model
  }

  func problem(_ name: String) throws(ProblemError) -> Problem {
    if let problem = problems.first(where: { $0.name == name }) { return problem }
    throw .unknownProblem(problem: name, known: problems.map(\.name))
  }
}
