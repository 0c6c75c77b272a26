import MTLData

/// Which parts of the encoder training leaves as they are, counted as levels are: 0 the embeddings,
/// i layer i.
public enum Freeze: Equatable, Sendable {
  /// The embeddings and the first layers.
  case first(Int)
  case parts([Part])

  /// One part of the encoder.
  public enum Part: Equatable, Sendable {
    case embeddings
    /// -1 is the last layer.
    case layer(Int)
  }

  public static let nothing = Freeze.parts([])

  /// The frozen parts of an encoder of so many layers. Throws for those that it does not have.
  func parts(layers: Int) throws(ConfigurationError) -> Set<Int> {
    switch self {
    case .first(let count):
      guard 0...layers ~= count else {
        throw .range(
          path: "freeze", expected: "a number of layers from 0 to \(layers)", actual: "\(count)")
      }
      return Set(0...count)
    case .parts(let parts):
      var frozen: Set<Int> = []
      for (i, part) in parts.enumerated() {
        guard case .layer(let number) = part else {
          frozen.insert(0)
          continue
        }
        guard let level = encoderLevel(number, layers: layers) else {
          throw .range(
            path: "freeze[\(i)]",
            expected: "'embeddings' or a layer from -\(layers + 1) to \(layers)",
            actual: "\(number)")
        }
        frozen.insert(level)
      }
      return frozen
    }
  }
}

extension Freeze: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    if let count = value.asInteger {
      self = .first(count)
    } else if let list = value.asList {
      self = .parts(try list.enumerated().map { try Part($1, path: "freeze[\($0)]") })
    } else {
      throw ConfigurationError.kind(
        path: "freeze", expected: "a number of layers or a list of parts", actual: value.summary)
    }
  }

  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  var json: JSONValue {
    switch self {
    case .first(let count): .integer(count)
    case .parts(let parts):
      .list(
        parts.map { part in
          if case .layer(let number) = part { .integer(number) } else { .text("embeddings") }
        })
    }
  }
}

extension Freeze.Part {
  fileprivate init(_ value: JSONValue, path: String) throws(ConfigurationError) {
    switch value {
    case .text("embeddings"): self = .embeddings
    case .integer(let number): self = .layer(number)
    default:
      throw .range(path: path, expected: "'embeddings' or a layer", actual: value.summary)
    }
  }
}
