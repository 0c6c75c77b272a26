import MTLData

/// What a safetensors file says of itself, every number of it checked against the file.
///
///     file = length (8 bytes, little-endian) · header (JSON, `length` bytes) · data
///     header = {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
///
/// The tensors lie end to end in the data, without overlap, holes or rest.
/// https://huggingface.co/docs/safetensors
struct SafetensorsHeader: Equatable {
  /// The format's own bound.
  static let largest = 100_000_000

  /// In the order in which they lie in the file.
  let entries: [SafetensorsEntry]
  let metadata: [String: String]
  /// Bytes before the data.
  let dataStart: Int

  init(_ file: OpenFile) throws(CheckpointError) {
    let (path, length) = (file.path, try SafetensorsHeader.length(file))
    let data = file.size - 8 - length
    let object = try SafetensorsHeader.object(try file.bytes(8..<8 + length), path: path)
    var entries: [SafetensorsEntry] = []
    var metadata: [String: String] = [:]
    for (name, value) in object.members {
      if name == "__metadata__" {
        metadata = try SafetensorsHeader.metadata(value, path: path)
      } else {
        entries.append(try EntryReader(path: path, name: name, data: data).entry(value))
      }
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    try SafetensorsHeader.checkLayout(entries, data: data, path: path)
    self.entries = entries
    self.metadata = metadata
    dataStart = 8 + length
  }

  /// The header's length, from the file's first eight bytes.
  private static func length(_ file: OpenFile) throws(CheckpointError) -> Int {
    let path = file.path
    guard file.size >= 8 else { throw .truncated(path: path, needed: 8, actual: file.size) }
    let declared = try file.bytes(0..<8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard let length = Int(exactly: declared), length <= file.size - 8 else {
      let (needed, overflows) = declared.addingReportingOverflow(8)
      throw .truncated(path: path, needed: overflows ? .max : needed, actual: file.size)
    }
    guard length <= largest else { throw .headerTooLarge(path: path, bytes: length) }
    return length
  }

  private static func object(
    _ header: [UInt8], path: String
  ) throws(CheckpointError) -> JSONObject {
    guard header.first == UInt8(ascii: "{") else {
      throw .header(
        path: path, tensor: nil, expected: "'{' as its first byte",
        got: header.first.map { "byte \($0)" } ?? "nothing")
    }
    do {
      guard case .object(let object) = try JSONValue(parsing: header) else { return JSONObject() }
      return object
    } catch {
      throw .json(path: path + ", header", error)
    }
  }

  private static func metadata(
    _ value: JSONValue, path: String
  ) throws(CheckpointError) -> [String: String] {
    guard let object = value.asObject else {
      throw .header(
        path: path, tensor: "__metadata__", expected: "an object of texts", got: value.summary)
    }
    var metadata: [String: String] = [:]
    for (key, value) in object.members {
      guard let text = value.asText else {
        throw .header(
          path: path, tensor: "__metadata__", expected: "a text for '\(key)'", got: value.summary)
      }
      metadata[key] = text
    }
    return metadata
  }

  private static func checkLayout(
    _ entries: [SafetensorsEntry], data: Int, path: String
  ) throws(CheckpointError) {
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw .header(
          path: path, tensor: entry.name, expected: "its bytes to begin at \(end)",
          got: "\(entry.range.lowerBound)")
      }
      end = entry.range.upperBound
    }
    guard end == data else {
      throw .header(
        path: path, tensor: nil, expected: "tensors of \(data) bytes, as the file holds",
        got: "\(end)")
    }
  }
}
