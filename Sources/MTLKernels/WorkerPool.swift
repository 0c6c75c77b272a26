import CProcessor
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads that wait for work. The caller of ``run(_:_:)`` is one of them.
///
/// A worker waits awake for a while before it sleeps, because the next kernel usually follows soon,
/// and to wake a thread takes longer than many a kernel.
final class WorkerPool: @unchecked Sendable {
  /// How many threads were asked for.
  let threads: Int
  /// How many workers the operating system gave; fewer than asked is no failure.
  private var workers = 0
  private let claimed = Atomic<Bool>(false)
  private let generation = Atomic<Int>(0)
  private let next = Atomic<Int>(0)
  private let active = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private var count = 0
  private var body: UnsafeRawPointer?  // to the caller's closure, alive until every worker is done
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// How often an idle worker looks for work before it sleeps: for 200 µs on a Zen 4, and hardly where
  /// another thread needs the core.
  private let patience: Int
  /// How often the caller looks for the last worker before it lets others run, that one perhaps.
  private static let haste = 250

  init(threads: Int) {
    self.threads = threads
    patience = threads > Processors.allowed ? WorkerPool.haste : 10_000
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
    while workers < threads - 1, start() { workers += 1 }
  }

  var isIdle: Bool { !claimed.load(ordering: .acquiring) }
  func claim() -> Bool { !claimed.exchange(true, ordering: .acquiring) }
  func release() { claimed.store(false, ordering: .releasing) }

  func run(_ count: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        self.count = count
        self.body = UnsafeRawPointer(pointer)
        next.store(0, ordering: .relaxed)
        active.store(workers, ordering: .relaxed)
        pthread_mutex_lock(mutex)
        generation.wrappingAdd(1, ordering: .releasing)
        pthread_cond_broadcast(wake)
        pthread_mutex_unlock(mutex)
        work(body)
        var spins = 0
        while active.load(ordering: .acquiring) > 0 {
          spins += 1
          if spins > WorkerPool.haste { sched_yield() } else { pause_awake() }
        }
      }
    }
  }

  /// Ends the workers; each lets go of the pool as it leaves.
  func stop() {
    pthread_mutex_lock(mutex)
    stopping.store(true, ordering: .releasing)
    generation.wrappingAdd(1, ordering: .releasing)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(mutex)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(wake)
    mutex.deallocate()
    wake.deallocate()
  }

  /// Whether one more worker runs.
  private func start() -> Bool {
    #if os(Linux)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let argument = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { argument in
        #if os(Linux)
          let pool = Unmanaged<WorkerPool>.fromOpaque(argument!).takeRetainedValue()
        #else
          let pool = Unmanaged<WorkerPool>.fromOpaque(argument).takeRetainedValue()
        #endif
        pool.serve()
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      return false
    }
    #if os(Linux)
      pthread_detach(thread)
    #else
      pthread_detach(thread!)
    #endif
    return true
  }

  private func serve() {
    var seen = 0
    while true {
      var spins = 0
      while generation.load(ordering: .acquiring) == seen {
        spins += 1
        guard spins > patience else {
          pause_awake()
          continue
        }
        pthread_mutex_lock(mutex)
        while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(wake, mutex) }
        pthread_mutex_unlock(mutex)
      }
      seen = generation.load(ordering: .acquiring)
      if stopping.load(ordering: .acquiring) { return }
      work(body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee)
      active.wrappingSubtract(1, ordering: .acquiringAndReleasing)
    }
  }

  private func work(_ body: (Int) -> Void) {
    while true {
      let tile = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard tile < count else { return }
      body(tile)
    }
  }
}
