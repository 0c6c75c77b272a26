// Not all of Foundation: its tables of the world's languages would make the module four times larger.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON as replies carry it: on one line, keys sorted, so that equal values are equal texts.
enum JSON {
  static func text<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension Reply {
  /// A reply of JSON alone.
  public init(_ value: some Encodable) throws {
    self.init(json: try JSON.text(value))
  }
}
