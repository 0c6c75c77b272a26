#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lets threads do something one after the other, and the forks of their process not at all: a fork
/// has none of the worker threads, and perhaps a lock that nobody is left to open.
final class Turn: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let process = getpid()

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    if getpid() == process { pthread_mutex_destroy(mutex) }
    mutex.deallocate()
  }

  /// Runs `body` while nobody else has the turn. Throws ``SessionError/forked(made:used:)``.
  func take<Result>(_ body: () throws -> Result) throws -> Result {
    let here = getpid()
    guard here == process else { throw SessionError.forked(made: process, used: here) }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }
}
