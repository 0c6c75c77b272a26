import MTLData

/// Reads one tensor's line of a safetensors header.
struct EntryReader {
  let path: String
  let name: String
  /// How many bytes of data the file has.
  let data: Int

  func entry(_ value: JSONValue) throws(CheckpointError) -> SafetensorsEntry {
    guard let object = value.asObject else {
      throw error("an object", value.summary)
    }
    for key in object.keys where !["dtype", "shape", "data_offsets"].contains(key) {
      throw error("dtype, shape and data_offsets", "'\(key)'")
    }
    let type = try elementType(object["dtype"])
    let shape = try numbers("shape", object["shape"])
    let offsets = try numbers("data_offsets", object["data_offsets"])
    guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= data else {
      throw error("data_offsets [begin, end] within the file's \(data) bytes", "\(offsets)")
    }
    let range = offsets[0]..<offsets[1]
    try checkSize(shape, type, range)
    return SafetensorsEntry(name: name, type: type, shape: shape, range: range)
  }

  private func error(_ expected: String, _ got: String) -> CheckpointError {
    .header(path: path, tensor: name, expected: expected, got: got)
  }

  private func elementType(_ value: JSONValue?) throws(CheckpointError) -> ElementType {
    guard let text = value?.asText, let type = ElementType(rawValue: text) else {
      throw error("a dtype of the format, such as F32", value?.summary ?? "none")
    }
    return type
  }

  private func numbers(_ key: String, _ value: JSONValue?) throws(CheckpointError) -> [Int] {
    guard let list = value?.asList else {
      throw error("a list '\(key)'", value?.summary ?? "none")
    }
    var numbers: [Int] = []
    for value in list {
      guard let number = value.asInteger, number >= 0 else {
        throw error("whole numbers from 0 in '\(key)'", value.summary)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The shape's product in bytes must be what the offsets enclose; no product may overflow.
  private func checkSize(
    _ shape: [Int], _ type: ElementType, _ range: Range<Int>
  ) throws(CheckpointError) {
    var bits = type.bits
    for size in shape {
      let (product, overflows) = bits.multipliedReportingOverflow(by: size)
      guard !overflows else { throw error("a shape that memory can hold", "\(shape)") }
      bits = product
    }
    guard bits % 8 == 0, bits / 8 == range.count else {
      throw error(
        "\(range.count) bytes, as its data_offsets say",
        "\((bits + 7) / 8) from shape \(shape) of \(type.rawValue)")
    }
  }
}
