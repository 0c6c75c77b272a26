#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps a folder to one training, of all processes that ask, until it is let go or its process ends.
///
/// What is locked (`flock`) is an empty file `.lock` in the folder, which stays there. A file system
/// that has no locks refuses nobody, and a fork that outlives its process still holds the folder.
final class FolderLock {
  private static let name = ".lock"
  private let descriptor: Int32
  private let process = getpid()

  /// Whether another holds the folder now; touches nothing.
  static func isHeld(_ folder: String) -> Bool {
    let descriptor = open(joined(folder, name), O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return isRefused(descriptor)
  }

  /// Answers nil where another holds the folder.
  init?(_ folder: String) throws(CheckpointError) {
    let path = joined(folder, FolderLock.name)
    descriptor = try systemCall(path, "write it") {
      open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o666)
    }
    if FolderLock.isRefused(descriptor) { return nil }
  }

  /// Asks for the lock, without waiting.
  private static func isRefused(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit {
    // A fork holds the same lock: it must not let go of it, and closing alone would leave it to one.
    if getpid() == process { flock(descriptor, LOCK_UN) }
    close(descriptor)
  }
}
