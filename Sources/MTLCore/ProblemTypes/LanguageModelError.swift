import MTLData

/// Why a language model cannot be trained on what it was given, or cannot be exported.
public enum LanguageModelError: Error, Equatable, CustomStringConvertible {
  case noMask(problem: String)
  case notAlone(problem: String, others: [String])
  case shortRows(problem: String, length: Int)
  case noLanguageModel(problem: String?, known: [String])
  case severalLanguageModels([String])
  case otherRows(problem: String)
  case exportOverModel(folder: String)

  public var description: String {
    switch self {
    case .noMask(let problem):
      "problem '\(problem)': expected a tokenizer with a mask token, got none"
    case .notAlone(let problem, let others):
      "problem '\(problem)': expected a group of its own, since it makes pairs of documents, got one "
        + "with \(others.map { "'\($0)'" }.joined(separator: ", ")); join it with '|'"
    case .shortRows(let problem, let length):
      "problem '\(problem)': expected a max_length of at least 5 (two spans, three special pieces), "
        + "got \(length)"
    case .noLanguageModel(let problem, let known):
      "export: expected a problem of type mask_lm, premask_mlm or pretrain, got "
        + (problem.map { "'\($0)'" } ?? "none") + suggestion(for: problem ?? "", among: known)
    case .severalLanguageModels(let problems):
      "export: expected one language model, got \(problems.map { "'\($0)'" }.joined(separator: ", ")); "
        + "name the problem"
    case .otherRows(let problem):
      "export: expected a head that reads the encoder's last layer as it is, got that of "
        + "'\(problem)', which reads another or stands on a trunk"
    case .exportOverModel(let folder):
      "\(folder): expected a folder without a saved model, got one with \(ProblemFile.name)"
    }
  }
}
