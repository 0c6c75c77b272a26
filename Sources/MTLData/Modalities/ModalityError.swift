/// Why the settings of modalities were refused.
public enum ModalityError: Error, Equatable, CustomStringConvertible {
  case name(String)
  case range(path: String, expected: String, actual: Int)
  case both(path: String, size: Int)
  case text(key: String)
  case sameType(String, String, type: Int)

  public var description: String {
    switch self {
    case .name(let name):
      "modalities: expected names of letters, digits, '_' and '-' other than "
        + "\(listed(Modality.textNames)), which are text, got '\(shortened(name))'"
    case .range(let path, let expected, let actual): "\(path): expected \(expected), got \(actual)"
    case .both(let path, let size):
      "\(path): expected a dimension for numbers, or a size and patch for images, got both "
        + "(\(size) pixels)"
    case .text(let key):
      "modalities.text: expected nothing but a type, got '\(key)'; text has its own pieces and segments"
    case .sameType(let first, let second, let type):
      "modalities: expected a type of its own for '\(first)' and '\(second)', got \(type) for both"
    }
  }
}
