#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's bytes, given by the operating system page by page when they are first read.
///
/// Whoever shortens a mapped file in place takes its pages away under the reader. Nothing here
/// does: files are replaced by renaming (``AtomicFile``), which leaves an open mapping whole.
public final class MappedFile: @unchecked Sendable {
  public let path: String
  private let bytes: UnsafeRawBufferPointer

  public init(path: String) throws(CheckpointError) {
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    let descriptor = try systemCall(path, "read it") {
      open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    defer { close(descriptor) }
    var status = stat()
    try systemCall(path, "read its size") { fstat(descriptor, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    self.path = path
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw .system(path: path, action: "map it", code: errno)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  /// Gives `body` the bytes, and keeps them mapped until it is done.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(bytes) }
  }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }
}
