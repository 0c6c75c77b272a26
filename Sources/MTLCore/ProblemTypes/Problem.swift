import MTLData

/// One problem of a session.
public struct Problem: Equatable, Sendable {
  public let name: String
  public let type: String
  /// What the user wrote for it, in the words of its type.
  public var options: JSONObject
  /// What training data has taught; nil before it was seen.
  public var learned: Learned?

  public var labels: LabelVocabulary? { learned?.labels }

  public init(
    name: String, type: String, options: JSONObject = JSONObject(), learned: Learned? = nil
  ) {
    self.name = name
    self.type = type
    self.options = options
    self.learned = learned
  }
}

/// Why the problems of a session do not fit its data or one another.
public enum ProblemError: Error, Equatable, CustomStringConvertible {
  case unknownType(problem: String, type: String, known: [String])
  case noType(problem: String, known: [String])
  case typeWithoutProblem(problem: String, chain: String)
  case otherType(problem: String, saved: String, given: String)
  case untrained(problem: String)
  case noProblems
  case unknownProblem(problem: String, known: [String])
  case unknownData(name: String, key: String, chain: String)
  case noData(name: String, problem: String)
  case scored(problem: String, row: Int, score: Double)
  case dropsNothing(problem: String, place: String)
  case sharesUnknown(problem: String, owner: String, known: [String])
  case sharesSharer(problem: String, owner: String, next: String)
  case sharesOtherType(problem: String, type: String, owner: String, ownerType: String)
  case sharesWithOptions(problem: String, owner: String, option: String)
  case learned(problem: String, value: String, expected: String, actual: String)
  case labelsWithoutUse(problem: String, type: String)
  case otherLabels(problem: String, saved: Int)

  public var description: String {
    switch self {
    case .unknownType(let problem, let type, let known):
      "problem '\(problem)': expected a known type, got '\(type)'"
        + suggestion(for: type, among: known)
    case .noType(let problem, let known):
      "problem '\(problem)': expected a type (\(known.joined(separator: ", "))) in types, got none"
    case .typeWithoutProblem(let problem, let chain):
      "types, labels, options: '\(problem)' is not a problem of the chain '\(chain)'"
    case .otherType(let problem, let saved, let given):
      "problem '\(problem)': expected the saved type '\(saved)', got '\(given)'"
    case .untrained(let problem):
      "problem '\(problem)': expected a trained head, got none; train it first"
    case .noProblems:
      "model: expected problems, got an encoder alone; name problems and types when it is opened"
    case .unknownProblem(let problem, let known):
      "problem '\(problem)': expected a problem of this model"
        + suggestion(for: problem, among: known)
    case .unknownData(let name, let key, let chain):
      "\(name): '\(key)' is no problem and no group of the chain '\(chain)'"
    case .noData(let name, let problem):
      "\(name): expected data for problem '\(problem)', got none"
    case .scored(let problem, let row, let score):
      "problem '\(problem)': expected texts or pairs to learn from, without scores, got the score "
        + "\(score) in row \(row); scored pairs are for dev and test"
    case .dropsNothing(let problem, let place):
      "\(place): expected a pair for '\(problem)' (\(ContrastiveLearning.name)), or a dropout above 0, "
        + "under which the two readings of a single text differ; got one text and dropout 0"
    case .sharesUnknown(let problem, let owner, let known):
      "problem '\(problem)': expected share_top to name another problem of the chain, got '\(owner)'"
        + suggestion(for: owner, among: known)
    case .sharesSharer(let problem, let owner, let next):
      "problem '\(problem)': expected share_top to name a problem with a head of its own, got "
        + "'\(owner)', which shares that of '\(next)'"
    case .sharesOtherType(let problem, let type, let owner, let ownerType):
      "problem '\(problem)': expected the type '\(ownerType)' of '\(owner)', whose head it shares, "
        + "got '\(type)'"
    case .sharesWithOptions(let problem, let owner, let option):
      "problem '\(problem)': expected the options of '\(owner)', whose head it shares, got a "
        + "'\(option)' of its own"
    case .learned(let problem, let value, let expected, let actual):
      "problem '\(problem)': expected \(expected) as the saved \(value), got \(actual)"
    case .labelsWithoutUse(let problem, let type):
      "labels: expected those of problems that have labels, got some of '\(problem)' (\(type))"
    case .otherLabels(let problem, let saved):
      "labels: expected the \(saved) of '\(problem)' that its head was trained with, or none, got "
        + "others; a new head needs a problem of another name"
    }
  }
}
