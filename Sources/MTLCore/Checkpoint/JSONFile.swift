import MTLData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON files: read with their path in every message, written whole or not at all.
public enum JSONFile {
  /// The object that the file holds.
  public static func read(_ path: String) throws(CheckpointError) -> JSONObject {
    let bytes = try OpenFile(path: path).bytes()
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .json(path: path, error)
    }
    guard let object = value.asObject else {
      throw .json(path: path, JSONError(expected: "an object", got: value.summary))
    }
    return object
  }

  public static func write(_ object: JSONObject, to path: String) throws(CheckpointError) {
    try AtomicFile.write(Array(JSONValue.object(object).indentedText.utf8), to: path)
  }

  /// Writes any `Codable` value, keys sorted, so that equal values give equal bytes.
  public static func write(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")], to: path)
  }
}
