#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is held open and whose bytes are read from any place, by any thread.
///
/// Files are replaced by renaming (``AtomicFile``), which leaves an open one whole. Whoever shortens one
/// in place meets an error here; under a mapping the same would end the process.
public final class OpenFile: Sendable {
  public let path: String
  /// The bytes that it had when it was opened.
  public let size: Int
  private let descriptor: Int32

  public init(path: String) throws(CheckpointError) {
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    descriptor = try systemCall(path, "read it") {
      open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    self.path = path
    do throws(CheckpointError) {
      let status = try OpenFile.status(of: descriptor, path)
      guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
      size = Int(status.st_size)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  private static func status(
    of descriptor: Int32, _ path: String
  ) throws(CheckpointError) -> stat {
    var status = stat()
    try systemCall(path, "read its size") { fstat(descriptor, &status) }
    return status
  }

  /// Fills `bytes` from what lies at `offset`.
  ///
  /// Throws ``CheckpointError/truncated(path:needed:actual:)`` where the file has become too short.
  public func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(CheckpointError) {
    var count = 0
    while count < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
      let read = try systemCall(path, "read it") {
        // Linux reads at most 2 GiB a call.
        pread(descriptor, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + count))
      }
      guard read > 0 else {
        let left = Int(try OpenFile.status(of: descriptor, path).st_size)
        throw .truncated(path: path, needed: UInt64(size), actual: left)
      }
      count += read
    }
  }

  /// A copy of the bytes of `range`.
  public func bytes(_ range: Range<Int>) throws(CheckpointError) -> [UInt8] {
    var failure: CheckpointError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      do throws(CheckpointError) {
        let room = UnsafeMutableRawBufferPointer(buffer)
        try read(
          into: UnsafeMutableRawBufferPointer(rebasing: room[..<range.count]), at: range.lowerBound)
        filled = range.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// A copy of the whole file.
  public func bytes() throws(CheckpointError) -> [UInt8] { try bytes(0..<size) }
}
