import Foundation
import MTLData
import MTLKernels
import MTLModel
import Synchronization

/// A model with its tokenizer and its problems: the one facade that the Python binding and the command
/// line share.
///
/// A session may be used from several threads; they take turns. It does not survive a fork.
public final class Session {
  let tokenizer: Tokenizer
  /// What `config.json` said, written back when the model is saved.
  let configurationFile: ConfigurationFile
  let chain: Chain?
  var problems: [Problem]
  var model: MultiTaskModel
  /// The longest row training saw, or was told; longer inputs are cut.
  var maximumLength: Int?
  let loading: LoadReport
  weak var trainer: Trainer?
  private let turn = NSLock()
  private let process = ProcessInfo.processInfo.processIdentifier

  init(
    _ source: ModelSource, chain: Chain?, problems: [Problem], model: MultiTaskModel,
    maximumLength: Int?, loading: LoadReport
  ) {
    tokenizer = source.tokenizer
    configurationFile = source.configuration
    self.chain = chain
    self.problems = problems
    self.model = model
    self.maximumLength = maximumLength
    self.loading = loading
  }

  var configuration: EncoderConfiguration { configurationFile.encoder }

  /// Runs `body` while no other thread uses the session.
  func exclusively<Result>(_ body: () throws -> Result) throws -> Result {
    let here = ProcessInfo.processInfo.processIdentifier
    guard here == process else { throw SessionError.forked(made: process, used: here) }
    turn.lock()
    defer { turn.unlock() }
    return try body()
  }

  /// Throws unless `trainer` is the training that began last.
  func require(_ trainer: Trainer) throws(TrainingError) {
    guard self.trainer === trainer else { throw .replaced }
  }

  /// The chain, or an error for an encoder alone.
  func requireChain() throws(ProblemError) -> Chain {
    guard let chain else { throw .noProblems }
    return chain
  }

  /// The model, once every problem has a head.
  func trainedModel() throws(ProblemError) -> MultiTaskModel {
    for problem in problems where problem.labels == nil {
      throw .untrained(problem: problem.name)
    }
    return model
  }

  func problem(_ name: String) throws(ProblemError) -> Problem {
    if let problem = problems.first(where: { $0.name == name }) { return problem }
    throw .unknownProblem(problem: name, known: problems.map(\.name))
  }
}

/// Why a session could not be opened or used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  case forked(made: Int32, used: Int32)
  case noModel
  case noVocabulary
  case vocabulary(tokenizer: Int, encoder: Int)
  case length(asked: Int, longest: Int)
  case threads(Int)

  public var description: String {
    switch self {
    case .forked(let made, let used):
      "model: made in process \(made) and used in its fork \(used); open it after the fork, or "
        + "start processes with the 'spawn' method"
    case .noModel:
      "model: expected a folder, or a configuration and a vocabulary, got neither"
    case .noVocabulary:
      "vocabulary: expected a vocab.txt or a tokenizer's folder beside the configuration, got none"
    case .vocabulary(let tokenizer, let encoder):
      "vocab_size: expected at least \(tokenizer), the pieces of the tokenizer, got \(encoder)"
    case .length(let asked, let longest):
      "max_length: expected at most \(longest), the positions of the encoder, got \(asked)"
    case .threads(let threads):
      "threads: expected a number from 1 to 1024, got \(threads)"
    }
  }
}
