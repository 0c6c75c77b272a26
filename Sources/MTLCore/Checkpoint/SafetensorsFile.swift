import MTLKernels

/// A safetensors file, open and checked. A tensor is converted to float32 when it is read.
public final class SafetensorsFile: Sendable {
  public let path: String
  /// In the order in which the tensors lie in the file.
  public let names: [String]
  public let metadata: [String: String]
  private let file: OpenFile
  private let dataStart: Int
  private let entries: [String: SafetensorsEntry]

  public init(path: String) throws(CheckpointError) {
    file = try OpenFile(path: path)
    let header = try SafetensorsHeader(file)
    self.path = path
    names = header.entries.map(\.name)
    metadata = header.metadata
    dataStart = header.dataStart
    var entries: [String: SafetensorsEntry] = [:]
    for entry in header.entries {
      // Swift takes some names of other bytes for equal.
      if let first = entries.updateValue(entry, forKey: entry.name) {
        throw .repeated(tensor: entry.name, first: first.name, second: entry.name)
      }
    }
    self.entries = entries
  }

  public func contains(_ name: String) -> Bool { entries[name] != nil }
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// Throws unless `name` is here, has this shape, and a type that can be read.
  public func check(_ name: String, shape: [Int]) throws(CheckpointError) {
    _ = try entry(name, shape: shape)
  }

  /// Fills `matrix`, contiguous and of as many values as `shape`, from the tensor `name`.
  public func read(_ name: String, shape: [Int], into matrix: Matrix) throws(CheckpointError) {
    let (entry, format) = try entry(name, shape: shape)
    try read(entry, format, into: matrix)
  }

  /// All values of the tensor `name`.
  public func values(_ name: String) throws(CheckpointError) -> [Float] {
    let (entry, format) = try entry(name, shape: nil)
    let count = entry.range.count / format.bytes
    var failure: CheckpointError?
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      guard count > 0, let base = buffer.baseAddress else { return }
      do throws(CheckpointError) {
        try read(entry, format, into: Matrix(base: base, rows: 1, columns: count))
        filled = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return values
  }

  private func read(
    _ entry: SafetensorsEntry, _ format: StoredFloats, into matrix: Matrix
  ) throws(CheckpointError) {
    let start = dataStart + entry.range.lowerBound
    try load(as: format, into: matrix) { bytes, offset throws(CheckpointError) in
      try file.read(into: bytes, at: start + offset)
    }
  }

  private func entry(
    _ name: String, shape: [Int]?
  ) throws(CheckpointError) -> (SafetensorsEntry, StoredFloats) {
    guard let entry = entries[name] else { throw .missing(path: path, tensors: [name]) }
    guard let format = entry.type.stored else {
      throw .elementType(path: path, tensor: name, got: entry.type.rawValue)
    }
    if let shape, shape != entry.shape {
      throw .shape(path: path, tensor: name, expected: shape, actual: entry.shape)
    }
    return (entry, format)
  }
}
