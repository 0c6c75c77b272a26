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
/// that has no locks refuses nobody.
final class FolderLock {
  private let descriptor: Int32

  /// Answers nil where another holds the folder.
  init?(_ folder: String) throws(CheckpointError) {
    let path = joined(folder, ".lock")
    descriptor = try systemCall(path, "write it") {
      open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o666)
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      guard errno == EINTR else { return }
    }
  }

  deinit {
    // A fork that still runs holds the same lock; closing alone would leave it to the fork.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
