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

/// One table of a configuration.
struct ObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSONObject
  let path: String
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { object.keys.sorted().compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }
  func decodeNil(forKey key: Key) -> Bool { (object[key.stringValue] ?? .null) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let decoder = decoder(key)
    guard let value = object[key.stringValue] else {
      throw ConfigurationError.missing(path: decoder.path)
    }
    return try ScalarContainer(value: value, path: decoder.path).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { ValueDecoder(value: .object(object), path: path) }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder(key) }

  private func decoder(_ key: Key) -> ValueDecoder {
    ValueDecoder(value: .null, path: path)
      .below(object[key.stringValue] ?? .null, key.stringValue)
  }
}

/// One list of a configuration; elements are named by their index.
struct ListContainer: UnkeyedDecodingContainer {
  let list: [JSONValue]
  let path: String
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { list.count }
  var isAtEnd: Bool { currentIndex >= list.count }

  init(list: [JSONValue], path: String) {
    self.list = list
    self.path = path
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, list[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = try next()
    return try ScalarContainer(value: decoder.value, path: decoder.path).decode(type)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next() throws -> ValueDecoder {
    guard !isAtEnd else {
      throw ConfigurationError.missing(path: "\(path)[\(currentIndex)]")
    }
    defer { currentIndex += 1 }
    return ValueDecoder(value: list[currentIndex], path: "\(path)[\(currentIndex)]")
  }
}

/// One value. Whole numbers serve as floating-point ones; nothing else is converted.
struct ScalarContainer: SingleValueDecodingContainer {
  let value: JSONValue
  let path: String
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { value == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    switch (type, value) {
    case (is Bool.Type, .boolean(let value as Value)),
      (is Int.Type, .integer(let value as Value)),
      (is String.Type, .text(let value as Value)),
      (is Double.Type, .number(let value as Value)),
      (is JSONValue.Type, let value as Value):
      return value
    case (is Double.Type, .integer(let whole)):
      if let value = Double(whole) as? Value { return value }
    case (is Int.Type, .number(let number)):
      if let value = Int(exactly: number) as? Value { return value }
    default: break
    }
    if let expected = scalarNames[ObjectIdentifier(type)] {
      throw ConfigurationError.kind(path: path, expected: expected, actual: value.summary)
    }
    if case .text(let name) = value, let choices = choices(of: type), !choices.contains(name) {
      throw ConfigurationError.choice(path: path, name: name, known: choices)
    }
    return try Value(from: ValueDecoder(value: value, path: path))
  }

  /// The texts that an enumeration may be written as; nil for every other type.
  private func choices<Value>(of type: Value.Type) -> [String]? {
    guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
    func names<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> [String]? {
      let names = type.allCases.compactMap { $0.rawValue as? String }
      return names.isEmpty ? nil : names
    }
    return names(type)
  }
}

private let scalarNames: [ObjectIdentifier: String] = [
  ObjectIdentifier(Bool.self): "true or false",
  ObjectIdentifier(Int.self): "a whole number",
  ObjectIdentifier(String.self): "a text",
  ObjectIdentifier(Double.self): "a number",
]
