import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Replaces files whole: whoever looks sees the old bytes or the new ones, also after a crash.
///
/// The bytes go to a new file in the same folder, reach the disk (fsync), take the old one's place
/// (rename), and the folder reaches the disk too. Where any of it fails the old file stays as it was
/// and the new one is removed.
public enum AtomicFile {
  private static let serial = Atomic<Int>(0)

  /// Throws ``CheckpointError/system(path:action:code:)``, or what `body` throws.
  public static func write(
    _ path: String, _ body: (inout FileSink) throws(CheckpointError) -> Void
  ) throws(CheckpointError) {
    let temporary = temporaryPath(for: path)
    let descriptor = try systemCall(path, "write it") {
      open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    do {
      keepMode(of: path, on: descriptor)
      try fill(descriptor, path, body)
      try systemCall(path, "replace it") { rename(temporary, path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronize(folder: parentFolder(of: path))
  }

  public static func write(_ bytes: [UInt8], to path: String) throws(CheckpointError) {
    try write(path) { sink throws(CheckpointError) in try sink.write(bytes) }
  }

  /// Makes the names in `folder` last through a crash.
  static func synchronize(folder: String) throws(CheckpointError) {
    let descriptor = try systemCall(folder, "open it") {
      open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    defer { close(descriptor) }
    // Some network file systems have no such thing for folders and say EINVAL.
    if fsync(descriptor) != 0, errno != EINVAL {
      throw .system(path: folder, action: "make it last", code: errno)
    }
  }

  /// A hidden name beside `path` that no other process or thread uses.
  static func temporaryPath(for path: String) -> String {
    let name = path.split(separator: "/").last ?? "file"
    return joined(parentFolder(of: path), ".\(name).\(unusedSuffix()).tmp")
  }

  /// This process and a number that it has not used before.
  static func unusedSuffix() -> String {
    "\(getpid())-\(serial.wrappingAdd(1, ordering: .relaxed).newValue)"
  }

  private static func fill(
    _ descriptor: Int32, _ path: String,
    _ body: (inout FileSink) throws(CheckpointError) -> Void
  ) throws(CheckpointError) {
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    var sink = FileSink(descriptor: descriptor, path: path)
    try body(&sink)
    try sink.flush()
    try systemCall(path, "write it") { fsync(descriptor) }
    isOpen = false
    // A network file system may report a full disk only now.
    if close(descriptor) != 0, errno != EINTR {
      throw .system(path: path, action: "write it", code: errno)
    }
  }

  /// A file that its owner has closed to others stays closed.
  private static func keepMode(of path: String, on descriptor: Int32) {
    var status = stat()
    if stat(path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
  }
}
