import MTLData

/// Why a checkpoint was refused or could not be written. Every case carries what a reader needs to
/// mend the file.
public enum CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operating system refused; `code` is its errno.
  case system(path: String, action: String, code: Int32)
  /// A folder, device or pipe where a file is needed.
  case notAFile(path: String)
  case json(path: String, JSONError)
  /// A file whose text is JSON, but whose value at `key` is not what it must be.
  case value(path: String, key: String, expected: String, got: String)

  case truncated(path: String, needed: UInt64, actual: Int)
  case headerTooLarge(path: String, bytes: Int)
  /// An entry of a safetensors header; `tensor` is nil where the header as a whole is meant.
  case header(path: String, tensor: String?, expected: String, got: String)
  case elementType(path: String, tensor: String, got: String)
  case repeated(tensor: String, first: String, second: String)

  /// `inner` is a folder inside that has one.
  case noConfiguration(folder: String, inner: String? = nil)
  case noWeights(folder: String)
  case pickle(path: String)
  case missing(path: String, tensors: [String])
  case shape(path: String, tensor: String, expected: [Int], actual: [Int])

  public var description: String {
    switch self {
    case .system(let path, let action, let code):
      "\(path): expected to \(action), got '\(systemMessage(code))'"
    case .notAFile(let path):
      "\(path): expected a file, got a folder or device"
    case .json(let path, let error):
      "\(path): \(error)"
    case .value(let path, let key, let expected, let got):
      "\(path), '\(key)': expected \(expected), got \(got)"
    case .truncated(let path, let needed, let actual):
      "\(path): expected at least \(needed) bytes, got \(actual)"
    case .headerTooLarge(let path, let bytes):
      "\(path): expected a header of at most \(SafetensorsHeader.largest) bytes, got \(bytes)"
    case .header(let path, let tensor, let expected, let got):
      "\(path), \(tensor.map { "tensor '\($0)'" } ?? "header"): expected \(expected), got \(got)"
    case .elementType(let path, let tensor, let got):
      "\(path), tensor '\(tensor)': expected F32, F16 or BF16, got \(got)"
    case .repeated(let tensor, let first, let second):
      "tensor '\(tensor)': expected it once, got '\(first)' and '\(second)'"
    case .noConfiguration(let folder, let inner):
      "\(folder): expected a file config.json, got a folder without one"
        + (inner.map { "; did you mean \($0)?" } ?? "")
    case .noWeights(let folder):
      "\(folder): expected a file model.safetensors, got a folder without one"
    case .pickle(let path):
      "\(path): expected model.safetensors, got a pickle, which can run code and is not read; "
        + "convert it where torch is installed: "
        + "AutoModel.from_pretrained(folder).save_pretrained(folder)"
    case .missing(let path, let tensors):
      "\(path): expected every tensor of the model, got none of \(shortened(tensors))"
    case .shape(let path, let tensor, let expected, let actual):
      "\(path), tensor '\(tensor)': expected shape \(expected), got \(actual)"
    }
  }
}

/// The first names of a long list and how many there are: `'a', 'b' and 12 more`.
func shortened(_ names: [String], to count: Int = 6) -> String {
  let shown = names.prefix(count).map { "'\($0)'" }.joined(separator: ", ")
  return names.count > count ? "\(shown) and \(names.count - count) more" : shown
}
