/// Why a tokenizer could not be opened, used or saved.
public enum TokenizerError: Error, Equatable, CustomStringConvertible {
  case missingFiles(folder: String)
  case unreadable(path: String, reason: String)
  case notUTF8(path: String, offset: Int)
  case emptyVocabulary(path: String)
  case vocabularySize(path: String, bytes: Int, limit: Int)
  case pieceNumber(path: String, piece: String, found: String, limit: Int)
  case missingSpecialToken(path: String, role: SpecialRole, token: String)
  case json(path: String, error: JSONError)
  case field(path: String, field: String, expected: String, actual: String)
  case maximumLength(needed: Int, actual: Int)
  case addedToken(path: String, token: String, setting: String)
  case textLength(row: Int, bytes: Int)
  case unwritable(path: String, reason: String)

  public var description: String {
    switch self {
    case .missingFiles(let folder):
      "\(folder): expected vocab.txt or tokenizer.json, found neither"
    case .unreadable(let path, let reason):
      "\(path): expected a file to read, got: \(reason)"
    case .notUTF8(let path, let offset):
      "\(path): expected UTF-8, byte \(offset) belongs to no character; save the file as UTF-8"
    case .emptyVocabulary(let path):
      "\(path): expected one piece a line, found none"
    case .vocabularySize(let path, let bytes, let limit):
      "\(path): expected fewer than \(limit) bytes of pieces, got \(bytes)"
    case .pieceNumber(let path, let piece, let found, let limit):
      "\(path): piece '\(piece)': expected a number from 0 to \(limit - 1), got \(found)"
    case .missingSpecialToken(let path, let role, let token):
      "\(path): expected the \(role.rawValue) token '\(token)' among the pieces, it is not there; "
        + "name another as '\(role.key)' in tokenizer_config.json"
    case .json(let path, let error):
      "\(path): \(error)"
    case .field(let path, let field, let expected, let actual):
      "\(path): '\(field)': expected \(expected), got \(actual)"
    case .maximumLength(let needed, let actual):
      "maximum length: expected at least \(needed), for the special tokens and one piece, "
        + "got \(actual)"
    case .addedToken(let path, let token, let setting):
      "\(path): added token '\(token)': expected '\(setting)' to be false, got true; "
        + "tokens are found by their spelling alone"
    case .textLength(let row, let bytes):
      "row \(row): expected a text of at most \(Int32.max) bytes, got \(bytes)"
    case .unwritable(let path, let reason):
      "\(path): expected a place to write to, got: \(reason)"
    }
  }
}
