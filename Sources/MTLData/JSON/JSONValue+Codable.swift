/// As a part of what `Codable` types read and write.
extension JSONValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      let values = try container.decode([String: JSONValue].self)
      var object = JSONObject()
      for key in values.keys.sorted() { object[key] = values[key] }
      self = .object(object)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let object):
      try container.encode(
        // Swift takes some texts of other bytes for equal; the last of them stays.
        Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
    }
  }
}
