import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one place that makes threads.
///
/// Work is cut into tiles by its size, never by the number of threads, and every tile writes its own
/// output, so results are the same bits for any number of threads.
public enum Parallel {
  private static let pool = Mutex<WorkerPool?>(nil)
  private static let requested = Atomic<Int>(0)
  private static let owner = Atomic<Int32>(0)

  /// How many threads share the work: as asked for with ``use(threads:)``, else `BERT_MTL_THREADS`,
  /// else the processors this process may run on.
  public static var threads: Int {
    let asked = requested.load(ordering: .relaxed)
    return asked > 0 ? asked : standard
  }

  /// Sets the number of threads; takes effect with the next ``run(_:_:)``.
  public static func use(threads: Int) {
    precondition(threads > 0)
    requested.store(threads, ordering: .relaxed)
  }

  /// Calls `body` with every tile in 0 ..< count, each once, on whichever thread is free.
  ///
  /// While another run has the pool, inside a tile, and in a forked child (where no worker lives on)
  /// the caller does all the tiles itself.
  public static func run(_ count: Int, _ body: (Int) -> Void) {
    let span = Profile.region(tiles: count)
    defer { span.end() }
    guard count > 1, threads > 1, let pool = claim() else {
      for tile in 0..<count { body(tile) }
      return
    }
    defer { pool.release() }
    pool.run(count, body)
  }

  /// The pool, if nobody else is using it.
  private static func claim() -> WorkerPool? {
    pool.withLockIfAvailable { current -> WorkerPool? in
      if current != nil, owner.load(ordering: .relaxed) != getpid() { return nil }
      if current?.threads != threads {
        guard current?.isIdle ?? true else { return nil }
        current?.stop()
        current = WorkerPool(threads: threads)
        owner.store(getpid(), ordering: .relaxed)
      }
      guard let pool = current, pool.claim() else { return nil }
      return pool
    } ?? nil
  }

  /// What the environment and the process's own limits say.
  private static let standard: Int = {
    if let text = getenv("BERT_MTL_THREADS"), let wanted = Int(String(cString: text)), wanted > 0 {
      return min(wanted, 1024)
    }
    return Processors.allowed
  }()
}
