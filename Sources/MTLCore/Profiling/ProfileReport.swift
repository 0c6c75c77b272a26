import MTLData
import MTLKernels

/// Where the time of a training step goes. Calls and seconds are those of the mean step.
public struct ProfileReport: Codable, Equatable, Sendable {
  /// How many steps were watched.
  public let steps: Int
  public let threads: Int
  /// Of the mean step.
  public let tokens: Double
  public let seconds: Double
  public let tokensPerSecond: Double
  /// Which share of the time nothing could be shared among threads.
  public let serialShare: Double
  /// How much faster than with one thread a step can be, by what is shared and into how many tiles.
  public let bounds: [Bound]
  /// By kernel, the longest first.
  public let kernels: [Kernel]
  /// What no kernel accounts for.
  public let outside: Part
  /// The parts of a step, in their order.
  public let phases: [Part]

  /// All calls of one kernel.
  public struct Kernel: Codable, Equatable, Sendable {
    public let kernel: String
    public let calls: Double
    public let seconds: Double
    public let share: Double
    /// 10⁹ operations a second; nil for a kernel that multiplies no matrices.
    public let gigaflops: Double?
    /// 10⁹ bytes a second, each operand counted once.
    public let gigabytes: Double?
    /// Which share of its time threads could share.
    public let parallelShare: Double

    enum CodingKeys: String, CodingKey {
      case kernel, calls, seconds, share
      case gigaflops = "gflop_per_second"
      case gigabytes = "gb_per_second"
      case parallelShare = "parallel_share"
    }
  }

  /// What so many threads can gain at most, if all tiles of a region take equally long.
  public struct Bound: Codable, Equatable, Sendable {
    public let threads: Int
    public let speedup: Double
  }

  /// A stretch of the step.
  public struct Part: Codable, Equatable, Sendable {
    public let name: String
    public let seconds: Double
    public let share: Double
  }

  enum CodingKeys: String, CodingKey {
    case steps, threads, tokens, seconds, bounds, kernels, outside, phases
    case tokensPerSecond = "tokens_per_second"
    case serialShare = "serial_share"
  }
}

extension ProfileReport {
  public var json: JSONValue { get throws { try JSONValue(parsing: JSON.text(self)) } }

  init(_ watched: [WatchedStep], threads: Int) {
    let recordings = watched.map(\.recording)
    let count = Double(max(watched.count, 1))
    let whole = recordings.reduce(0) { $0 + $1.seconds }
    func share(_ seconds: Double) -> Double { whole > 0 ? seconds / whole : 0 }
    func part(_ name: String, _ seconds: Double) -> Part {
      Part(name: name, seconds: seconds / count, share: share(seconds))
    }
    let kernels = Totals.byName(recordings.flatMap(\.calls)).sorted {
      ($1.total.seconds, $0.name) < ($0.total.seconds, $1.name)
    }
    let inKernels = kernels.reduce(0) { $0 + $1.total.seconds }
    let inRegions = recordings.flatMap(\.regions).reduce(0) { $0 + $1.seconds }
    let tokens = watched.reduce(0) { $0 + $1.tokens }

    self.steps = watched.count
    self.threads = threads
    self.tokens = Double(tokens) / count
    seconds = whole / count
    tokensPerSecond = whole > 0 ? Double(tokens) / whole : 0
    serialShare = whole > 0 ? 1 - inRegions / whole : 0
    bounds = Bound.all(recordings, threads: threads)
    self.kernels = kernels.map { name, total in
      Kernel(
        kernel: name, calls: Double(total.calls) / count, seconds: total.seconds / count,
        share: share(total.seconds), gigaflops: total.perNanosecond(total.operations),
        gigabytes: total.perNanosecond(total.bytes),
        parallelShare: total.seconds > 0 ? total.parallelSeconds / total.seconds : 0)
    }
    outside = part("outside kernels", whole - inKernels)
    phases = Totals.byName(recordings.flatMap(\.phases)).map { part($0.name, $0.total.seconds) }
  }
}

/// What calls of one name add up to.
private struct Totals {
  var (calls, operations, bytes) = (0, 0, 0)
  var (seconds, parallelSeconds) = (0.0, 0.0)

  /// In the order in which the names come first.
  static func byName(_ calls: [Recording.Call]) -> [(name: String, total: Totals)] {
    var (order, totals) = ([String](), [String: Totals]())
    for call in calls {
      if totals[call.name] == nil { order.append(call.name) }
      totals[call.name, default: Totals()].add(call)
    }
    return order.map { ($0, totals[$0] ?? Totals()) }
  }

  /// Thousands of millions a second; nil where there are none.
  func perNanosecond(_ count: Int) -> Double? {
    count > 0 && seconds > 0 ? Double(count) / seconds * 1e-9 : nil
  }

  private mutating func add(_ call: Recording.Call) {
    calls += 1
    operations += call.operations
    bytes += call.bytes
    seconds += call.seconds
    parallelSeconds += call.parallelSeconds
  }
}
