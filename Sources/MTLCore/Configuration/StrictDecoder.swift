import MTLData

/// Decodes a `Decodable` type and refuses every key that the type did not ask for.
///
/// The keys that a type asks for are its known ones, so no list of them is kept anywhere else.
public enum StrictDecoder {
  /// Throws ``ConfigurationError``, or what `type`'s own `init(from:)` throws.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from value: JSONValue, path: String = ""
  ) throws -> Value {
    try ScalarContainer(value: value, path: path).decode(type)
  }

  public static func decode<Value: Decodable>(
    _ type: Value.Type, json: String, subject: String = "request"
  ) throws -> Value {
    do {
      return try decode(type, from: JSONValue(parsing: json))
    } catch let error as JSONError {
      throw ConfigurationError.syntax(subject: subject, reason: error.description)
    }
  }
}

/// The value at one place of the configuration; `path` names the place in messages.
struct ValueDecoder: Decoder {
  let value: JSONValue
  let path: String
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else {
      throw ConfigurationError.kind(
        path: path.isEmpty ? "configuration" : path, expected: "a table", actual: value.summary)
    }
    try refuseUnknown(keys: object.keys, of: type)
    return KeyedDecodingContainer(ObjectContainer<Key>(object: object, path: path))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let list) = value else {
      throw ConfigurationError.kind(path: path, expected: "a list", actual: value.summary)
    }
    return ListContainer(list: list, path: path)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    ScalarContainer(value: value, path: path)
  }

  func below(_ value: JSONValue, _ key: String) -> ValueDecoder {
    ValueDecoder(value: value, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// A key is known where its type has a case for it; dictionaries have one for every key.
  private func refuseUnknown<Key: CodingKey>(
    keys: some Collection<String>, of type: Key.Type
  ) throws {
    for key in keys.sorted() where Key(stringValue: key) == nil {
      let known = (type as? any CaseIterable.Type).map { caseNames($0) } ?? []
      throw ConfigurationError.unknownKey(path: path, key: key, known: known)
    }
  }
}

private func caseNames<Keys: CaseIterable>(_ type: Keys.Type) -> [String] {
  type.allCases.compactMap { ($0 as? any CodingKey)?.stringValue }
}
