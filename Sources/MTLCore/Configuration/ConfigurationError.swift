import MTLData

/// Why a configuration was refused.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case syntax(subject: String, reason: String)
  case unknownKey(path: String, key: String, known: [String])
  case choice(path: String, name: String, known: [String])
  case missing(path: String)
  case kind(path: String, expected: String, actual: String)
  case range(path: String, expected: String, actual: String)

  public var description: String {
    switch self {
    case .syntax(let subject, let reason):
      "\(subject): \(reason)"
    case .unknownKey(let path, let key, let known):
      "\(path.isEmpty ? "configuration" : path): unknown key '\(key)'"
        + suggestion(for: key, among: known.sorted())
    case .choice(let path, let name, let known):
      "\(path): expected one of the known names, got '\(name)'"
        + suggestion(for: name, among: known)
    case .missing(let path):
      "\(path): expected a value, got none"
    case .kind(let path, let expected, let actual), .range(let path, let expected, let actual):
      "\(path): expected \(expected), got \(actual)"
    }
  }
}
