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
  /// else the processors this process may use.
  public static var threads: Int {
    let asked = requested.load(ordering: .relaxed)
    return asked > 0 ? asked : standard.threads
  }

  /// The same, and what says so.
  public static var choice: ThreadChoice {
    let asked = requested.load(ordering: .relaxed)
    return asked > 0 ? ThreadChoice(asked, .option) : standard
  }

  /// Sets the number of threads; takes effect with the next ``run(_:_:)``.
  public static func use(threads: Int) {
    precondition(threads > 0)
    requested.store(threads, ordering: .relaxed)
  }

  /// The same for a number that a user gives, or none.
  ///
  /// Throws ``ThreadError`` where the machine cannot give so many, or `BERT_MTL_THREADS` says what
  /// cannot be.
  public static func use(asked threads: Int?) throws(ThreadError) {
    guard let threads else {
      _ = try ThreadChoice(
        environment: environment, processors: Processors.allowed, quota: Processors.quota)
      return
    }
    let error = ThreadError(
      subject: ThreadChoice.Origin.option.rawValue, processors: Processors.allowed,
      got: "\(threads)")
    guard (1...error.most).contains(threads) else { throw error }
    use(threads: threads)
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

  /// How many threads may be asked for.
  static var mostThreads: Int { ThreadError.most(processors: Processors.allowed) }

  /// What holds where nobody asks; a number in the environment that cannot be counts as none.
  private static let standard: ThreadChoice = {
    let (processors, quota) = (Processors.allowed, Processors.quota)
    let choice = try? ThreadChoice(environment: environment, processors: processors, quota: quota)
    return choice ?? ThreadChoice(min(processors, quota ?? processors), .processors)
  }()

  private static var environment: String? {
    getenv(ThreadChoice.Origin.environment.rawValue).map { String(cString: $0) }
  }
}
