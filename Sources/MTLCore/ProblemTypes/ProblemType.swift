import MTLData
import MTLModel

/// What one kind of problem is made of: its targets, what its head reads, the head, its scores.
///
/// A type is one file here, a head of `MTLModel/Heads`, and one line in ``ProblemTypes/all``. Nothing
/// outside the registry asks which type a problem is.
public protocol ProblemType: Sendable {
  /// What users may write under the problem's name in `options`.
  associatedtype Options: Decodable

  /// What users write: `cls`.
  static var name: String { get }
  /// Other names for it, such as the original's.
  static var aliases: [String] { get }
  /// One line for `bert-mtl inspect` and the docs.
  static var summary: String { get }
  /// What a row's target looks like.
  static var target: TargetKind { get }
  /// What a row gives to read: a text without this, or a document.
  static var input: InputKind { get }
  /// What prediction gives back.
  static var answer: AnswerForm { get }

  /// Refuses options whose values mean nothing; unknown keys are refused before.
  static func check(_ options: Options, path: String) throws
  /// What is known without training data; nil where it has to be seen first.
  static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned?
  /// Refuses training data that evaluation may well have.
  static func checkTraining(_ problem: Problem, _ targets: [Target]) throws
  /// What the targets of the training data teach.
  static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned
  /// What the targets of later training data change of it; nil where nothing.
  static func refresh(_ problem: Problem, from targets: [Target]) throws -> Learned?
  /// The rows that training and evaluation see; `pretrain` makes pairs of documents here.
  static func prepare(
    _ dataset: Dataset, _ problem: Problem, _ setting: Setting
  ) throws -> Dataset
  /// Refuses rows, encoded, of which none has anything for the head.
  static func checkRows(
    _ features: GroupFeatures, _ problem: Problem, _ setting: Setting, name: String
  ) throws
  static func encoder(_ problem: Problem, _ setting: Setting) throws -> any TargetEncoder
  static func reading(_ problem: Problem, _ setting: Setting) throws -> any Reading
  /// Whether a tagger's head can be asked about every piece, or only about words.
  static func answersPieces(_ problem: Problem) throws -> Bool
  /// What prediction reads; without it what training does.
  static func answerReading(_ problem: Problem, _ setting: Setting) throws -> any Reading
  static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan
  static func metric(_ problem: Problem) throws -> any Metric
  /// The text that a decoded sequence of ids stands for; nil where ids are labels.
  static func text(_ ids: [Int32], _ problem: Problem, _ setting: Setting) throws -> String?
}

extension ProblemType {
  public static var aliases: [String] { [] }

  public static var input: InputKind { .text }

  public static func check(_ options: Options, path: String) throws {}

  public static func checkTraining(_ problem: Problem, _ targets: [Target]) throws {}

  public static func begin(_ problem: Problem, _ setting: Setting) throws -> Learned? { nil }

  public static func answersPieces(_ problem: Problem) throws -> Bool { true }

  public static func refresh(_ problem: Problem, from targets: [Target]) throws -> Learned? { nil }

  public static func prepare(
    _ dataset: Dataset, _ problem: Problem, _ setting: Setting
  ) throws -> Dataset { dataset }

  public static func checkRows(
    _ features: GroupFeatures, _ problem: Problem, _ setting: Setting, name: String
  ) throws {}

  public static func answerReading(
    _ problem: Problem, _ setting: Setting
  ) throws -> any Reading { try reading(problem, setting) }

  public static func text(
    _ ids: [Int32], _ problem: Problem, _ setting: Setting
  ) throws -> String? { nil }

  /// What the user wrote for the problem. Throws for unknown keys and for values that mean nothing.
  public static func options(_ problem: Problem) throws -> Options {
    let path = "options.\(problem.name)"
    _ = try HeadOptions(problem)
    do {
      let own = problem.options.only(HeadOptions.keys, false)
      let options = try StrictDecoder.decode(Options.self, from: .object(own), path: path)
      try check(options, path: path)
      return options
    } catch let error as ConfigurationError {
      guard case .unknownKey(path, let key, let known) = error else { throw error }
      throw ConfigurationError.unknownKey(path: path, key: key, known: known + HeadOptions.keys)
    }
  }

  /// The same for whoever asks only whether they are right.
  static func checkOptions(_ problem: Problem) throws { _ = try options(problem) }
}

/// What a type may look at beside its problem.
public struct Setting: Sendable {
  public let tokenizer: Tokenizer
  public var encoder: EncoderConfiguration
  /// Pieces that rows are cut to.
  public let maximumLength: Int
  /// What rows may hold beside text.
  public var modalities = Modalities.none
  /// Whether rows are prepared for training; else for evaluation.
  public var isTraining = false
}

/// How a head is to be made.
public struct HeadSettings: Sendable {
  public let setting: Setting
  public let dropout: Float
  public let labelSmoothing: Float
}

/// The forms that answers take.
public enum AnswerForm: String, Codable, Sendable {
  /// One label an input, and the probability of each.
  case label
  /// One label a word.
  case tags
  /// Any number of labels an input, and the probability of each.
  case labelSet = "label_set"
  case number
  case vector
  /// A decoded text an input.
  case text
  /// A decoded list of labels an input.
  case labelSequence = "label_sequence"
  /// Pieces for each masked one.
  case pieces
}
