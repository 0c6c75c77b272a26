#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Takes bytes in order and hands them to a descriptor in large pieces.
public struct FileSink {
  private let descriptor: Int32
  private let path: String
  private var waiting: [UInt8] = []

  /// Small writes are gathered up to this many bytes.
  private static let gathered = 65_536
  /// Linux writes at most 2 GiB a call.
  private static let largest = 1 << 30

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  public mutating func write(_ bytes: [UInt8]) throws(CheckpointError) {
    waiting += bytes
    if waiting.count >= FileSink.gathered { try flush() }
  }

  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
    try flush()
    try put(bytes)
  }

  mutating func flush() throws(CheckpointError) {
    let result = waiting.withUnsafeBytes { bytes -> Result<Void, CheckpointError> in
      Result { () throws(CheckpointError) in try put(bytes) }
    }
    waiting.removeAll(keepingCapacity: true)
    try result.get()
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      written += try systemCall(path, "write it") {
        platformWrite(descriptor, rest.baseAddress, min(rest.count, FileSink.largest))
      }
    }
  }
}

/// `write` under another name: inside a type with a method `write` the method hides the call.
private func platformWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
