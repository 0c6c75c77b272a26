import MTLData
import MTLKernels

/// A tensor on its way into a file.
public struct NamedTensor {
  public let name: String
  public let shape: [Int]
  /// Contiguous, of as many values as `shape`.
  public let values: Matrix

  public init(name: String, shape: [Int], values: Matrix) {
    precondition(values.isContiguous && values.count == shape.reduce(1, *))
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// Writes float32 tensors as safetensors, byte for byte as Hugging Face's own writer does.
///
/// The same tensors give the same bytes: names are sorted by their UTF-8 bytes, metadata too, and
/// the header is filled up with spaces to a multiple of 8.
public enum SafetensorsWriter {
  /// Replaces the file at `path` whole (``AtomicFile``).
  public static func write(
    _ tensors: [NamedTensor], metadata: [String: String] = [:], to path: String
  ) throws(CheckpointError) {
    let sorted = tensors.sorted { precedes($0.name, $1.name) }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.name == b.name {
      throw .repeated(tensor: a.name, first: a.name, second: b.name)
    }
    let header = header(sorted, metadata)
    try AtomicFile.write(path) { sink throws(CheckpointError) in
      try sink.write(header)
      for tensor in sorted {
        try withStoredBytes(of: tensor.values) { bytes throws(CheckpointError) in
          try sink.write(bytes)
        }
      }
    }
  }

  /// The length and the header of tensors that lie in the given order.
  private static func header(_ tensors: [NamedTensor], _ metadata: [String: String]) -> [UInt8] {
    var object = JSONObject()
    if !metadata.isEmpty {
      var texts = JSONObject()
      for (key, value) in metadata.sorted(by: { precedes($0.key, $1.key) }) {
        texts[key] = .text(value)
      }
      object["__metadata__"] = .object(texts)
    }
    var end = 0
    for tensor in tensors {
      let begin = end
      end += tensor.values.count * 4
      object[tensor.name] = .object([
        "dtype": .text("F32"), "shape": .list(tensor.shape.map { .integer($0) }),
        "data_offsets": .list([.integer(begin), .integer(end)]),
      ])
    }
    var text = Array(JSONValue.object(object).compactText.utf8)
    text += repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  /// The order of bytes, which no collation changes.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
