import MTLData

/// Reads the fields of a JSON file one by one, each checked against what it may be.
struct FieldReader {
  let path: String
  let object: JSONObject

  /// A whole number within `range`; `standard` where the file does not say.
  func integer(
    _ key: String, in range: ClosedRange<Int>, standard: Int? = nil
  ) throws(CheckpointError) -> Int {
    guard let value = object[key] else {
      guard let standard else { throw missing(key, whole(range)) }
      return standard
    }
    guard let number = value.asInteger, range.contains(number) else {
      throw error(key, whole(range), value)
    }
    return number
  }

  /// A number that `isGood`, which `expected` puts in words.
  func number(
    _ key: String, _ expected: String, standard: Float, isGood: (Float) -> Bool
  ) throws(CheckpointError) -> Float {
    guard let value = object[key] else { return standard }
    guard let number = value.asDouble, isGood(Float(number)) else {
      throw error(key, expected, value)
    }
    return Float(number)
  }

  /// One of `allowed`, by the name that the file gives it.
  func choice<Value>(
    _ key: String, _ allowed: KeyValuePairs<String, Value>, standard: Value?
  ) throws(CheckpointError) -> Value {
    let names = allowed.map(\.key)
    let expected =
      names.count == 1
      ? "'\(names[0])'" : "one of " + names.map { "'\($0)'" }.joined(separator: ", ")
    guard let value = object[key] else {
      guard let standard else { throw missing(key, expected) }
      return standard
    }
    guard let match = allowed.first(where: { .text($0.key) == value }) else {
      throw error(key, expected, value)
    }
    return match.value
  }

  func error(_ key: String, _ expected: String, _ got: JSONValue) -> CheckpointError {
    .value(path: path, key: key, expected: expected, got: got.summary)
  }

  private func missing(_ key: String, _ expected: String) -> CheckpointError {
    .value(path: path, key: key, expected: expected, got: "none")
  }

  private func whole(_ range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}
