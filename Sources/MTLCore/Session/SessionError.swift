import MTLData

/// Why a session could not be opened or used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  case forked(made: Int32, used: Int32)
  case noModel
  case noVocabulary
  case vocabulary(tokenizer: Int, encoder: Int)
  case otherVocabulary(folder: String, saved: Int, found: String)
  case length(asked: Int, longest: Int)
  case dtype(String, known: [String])
  case dtypeAbsent(String, reason: String)
  case dtypePredictsOnly(String)
  case segments(place: String, types: Int)
  case notFinite(what: String, weight: String?)

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
    case .otherVocabulary(let folder, let saved, let found):
      "\(folder): expected the vocabulary of \(saved) pieces that it was saved with, got \(found)"
    case .length(let asked, let longest):
      "max_length: expected at most \(longest), the positions of the encoder, got \(asked)"
    case .dtype(let name, let known):
      "dtype: expected a number format, got '\(name)'" + suggestion(for: name, among: known)
    case .dtypeAbsent(let name, let reason):
      "dtype: expected float32 on this machine, got '\(name)' (\(reason))"
    case .dtypePredictsOnly(let name):
      "dtype: expected float32 or bfloat16 to train, got '\(name)', which only predicts"
    case .segments(let place, let types):
      "\(place): expected one text, since the encoder's type_vocab_size is \(types), got a pair"
    case .notFinite(let what, let weight):
      "\(what): expected finite numbers as its answer, got others; "
        + (weight.map { "the model's weight '\($0)' is not finite, take another copy of it" }
          ?? "every weight is finite, look for very large numbers among them and among the inputs")
    }
  }
}
