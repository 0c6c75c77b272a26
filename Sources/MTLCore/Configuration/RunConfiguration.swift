import MTLData

/// A whole run as the command line's YAML writes it: which model, which problems, which data, and the
/// keys of ``TrainingConfiguration`` beside them.
public struct RunConfiguration: Sendable {
  public var session: SessionRequest
  public var training: TrainingConfiguration
  /// Data by problem or `&` group.
  public var train: [String: SourceDescription]
  public var dev: [String: SourceDescription]
  public var test: [String: SourceDescription]

  private static let dataKeys = ["train", "dev", "test"]

  /// Deals the flat table's keys out to the parts they belong to.
  public init(_ value: JSONValue) throws {
    guard case .object(let table) = value else {
      throw ConfigurationError.kind(
        path: "configuration", expected: "a table", actual: value.summary)
    }
    let sessionKeys = SessionRequest.CodingKeys.allCases.map(\.rawValue)
    let trainingKeys = TrainingConfiguration.CodingKeys.allCases.map(\.rawValue)
    let known = sessionKeys + trainingKeys + RunConfiguration.dataKeys
    for key in table.keys.sorted() where !known.contains(key) {
      throw ConfigurationError.unknownKey(path: "", key: key, known: known)
    }
    func part<Part: Decodable>(_ type: Part.Type, _ keys: [String]) throws -> Part {
      var part = JSONObject()
      for key in keys { part[key] = table[key] }
      return try StrictDecoder.decode(type, from: .object(part))
    }
    func data(_ key: String) throws -> [String: SourceDescription] {
      guard let value = table[key], value != .null else { return [:] }
      return try StrictDecoder.decode([String: SourceDescription].self, from: value, path: key)
    }
    session = try part(SessionRequest.self, sessionKeys)
    training = try part(TrainingConfiguration.self, trainingKeys)
    train = try data("train")
    dev = try data("dev")
    test = try data("test")
  }
}
