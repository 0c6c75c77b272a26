import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Watches the kernels while somebody asks: how long each call takes, what it computes and moves.
///
/// A kernel says at its head
///
///     let span = Profile.begin("gelu", bytes: 8 * x.count)
///     defer { span.end() }
///
/// which costs one relaxed load where nothing is recorded. Only the thread that records is watched,
/// and of kernels that call kernels only the outermost: attention is one kernel.
public enum Profile {
  /// The thread that records; 0 where none does.
  private static let owner = Atomic<UInt>(0)
  /// Touched by the owner alone.
  nonisolated(unsafe) private static var recorder: Recorder?

  /// Runs `body`, and answers what the kernels that it calls on this thread did meanwhile.
  ///
  /// Throws ``ProfileError/busy`` where a thread of this process records already, and what `body` throws.
  public static func record<Result>(
    _ body: () throws -> Result
  ) throws -> (result: Result, recording: Recording) {
    let (isFree, _) = owner.compareExchange(
      expected: 0, desired: thread, ordering: .acquiringAndReleasing)
    guard isFree else { throw ProfileError.busy }
    let recorder = Recorder()
    Profile.recorder = recorder
    defer {
      Profile.recorder = nil
      owner.store(0, ordering: .releasing)
    }
    let result = try body()
    return (result, recorder.recording)
  }

  /// Opens a call of a kernel. `operations` counts the multiplications and additions of products,
  /// `bytes` what is read and written, each operand once.
  @inline(__always)
  static func begin(
    _ name: StaticString, operations: @autoclosure () -> Int = 0, bytes: @autoclosure () -> Int = 0
  ) -> Span {
    guard owner.load(ordering: .relaxed) != 0, let recorder = watching else { return Span() }
    return recorder.beginCall(name, operations: operations(), bytes: bytes())
  }

  /// Runs a part of the work that calls kernels, or is work of another kind, under its name.
  public static func phase<Result, Failure: Error>(
    _ name: StaticString, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let span = owner.load(ordering: .relaxed) == 0 ? nil : watching?.beginPhase(name)
    defer { span?.end() }
    return try body()
  }

  /// Opens a run of `tiles` that several threads may share.
  @inline(__always)
  static func region(tiles: Int) -> Span {
    guard owner.load(ordering: .relaxed) != 0, tiles > 1, let recorder = watching else {
      return Span()
    }
    return recorder.beginRegion(tiles: tiles)
  }

  /// The recorder, on the thread that records.
  private static var watching: Recorder? {
    owner.load(ordering: .relaxed) == thread ? recorder : nil
  }

  private static var thread: UInt {
    #if os(Linux)
      UInt(pthread_self())
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }
}

/// What ``Profile`` has opened and its user ends.
struct Span {
  enum Kind {
    case call
    case phase(Int)
    case region
  }

  private let recorder: Recorder?
  private let kind: Kind

  /// Of nobody who records.
  init() { (recorder, kind) = (nil, .call) }

  init(_ recorder: Recorder, _ kind: Kind) { (self.recorder, self.kind) = (recorder, kind) }

  @inline(__always)
  func end() {
    guard let recorder else { return }
    recorder.end(kind)
  }
}

public enum ProfileError: Error, Equatable, CustomStringConvertible {
  case busy

  public var description: String {
    "profile: expected one at a time in a process, got a second while another is recorded"
  }
}
