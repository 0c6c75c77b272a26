/// What one thread's kernels did while they were watched. Times are seconds since its beginning.
public struct Recording: Sendable {
  /// The calls of kernels, in their order; none lies within another.
  public fileprivate(set) var calls: [Call] = []
  /// Parts of the work, in the order of their beginnings; one may lie within another.
  public fileprivate(set) var phases: [Call] = []
  /// When several threads could work.
  public fileprivate(set) var regions: [Region] = []
  /// How long it was.
  public fileprivate(set) var seconds = 0.0

  /// A stretch of time, and what was done in it.
  public struct Call: Sendable {
    public let name: String
    public let start: Double
    public fileprivate(set) var seconds = 0.0
    /// Multiplications and additions of products.
    public let operations: Int
    /// Read and written, each operand once.
    public let bytes: Int
    /// How much of the time several threads could work.
    public fileprivate(set) var parallelSeconds = 0.0
  }

  /// A stretch of time in which `tiles` were shared.
  public struct Region: Sendable {
    public let start: Double
    public fileprivate(set) var seconds = 0.0
    public let tiles: Int
  }
}

/// Writes a ``Recording``, for one thread.
final class Recorder {
  private var written = Recording()
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var (isInCall, isInRegion) = (false, false)
  private var parallelSeconds = 0.0
  private var parallelBefore = 0.0  // what it was when the open call began

  init() {
    start = clock.now
    written.calls.reserveCapacity(1 << 12)
    written.regions.reserveCapacity(1 << 12)
  }

  var recording: Recording {
    var recording = written
    recording.seconds = now
    return recording
  }

  /// A kernel that another one calls, or a tile of a region, is part of that.
  func beginCall(_ name: StaticString, operations: Int, bytes: Int) -> Span {
    guard !isInCall, !isInRegion else { return Span() }
    isInCall = true
    parallelBefore = parallelSeconds
    written.calls.append(call(name, operations: operations, bytes: bytes))
    return Span(self, .call)
  }

  func beginPhase(_ name: StaticString) -> Span {
    written.phases.append(call(name))
    return Span(self, .phase(written.phases.count - 1))
  }

  func beginRegion(tiles: Int) -> Span {
    guard !isInRegion else { return Span() }
    isInRegion = true
    written.regions.append(Recording.Region(start: now, tiles: tiles))
    return Span(self, .region)
  }

  func end(_ kind: Span.Kind) {
    switch kind {
    case .call:
      isInCall = false
      let last = written.calls.count - 1
      close(&written.calls[last])
      written.calls[last].parallelSeconds = parallelSeconds - parallelBefore
    case .phase(let index):
      close(&written.phases[index])
    case .region:
      isInRegion = false
      let last = written.regions.count - 1
      written.regions[last].seconds = now - written.regions[last].start
      parallelSeconds += written.regions[last].seconds
    }
  }

  private var now: Double { (clock.now - start) / .seconds(1) }

  private func call(_ name: StaticString, operations: Int = 0, bytes: Int = 0) -> Recording.Call {
    Recording.Call(name: "\(name)", start: now, operations: operations, bytes: bytes)
  }

  private func close(_ call: inout Recording.Call) { call.seconds = now - call.start }
}
