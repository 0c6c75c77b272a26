/// How many threads share the work, and what says so.
public struct ThreadChoice: Equatable, Sendable {
  public let threads: Int
  public let origin: Origin

  public enum Origin: String, Sendable {
    /// ``Parallel/use(threads:)``.
    case option = "threads"
    case environment = "BERT_MTL_THREADS"
    /// The processors that this process may run on.
    case processors
    /// The time that its control groups let it use.
    case quota = "cgroup"
  }

  /// What holds where nobody asks for a number: that of the environment, else the processors, as far
  /// as the control groups let it use them.
  ///
  /// Throws ``ThreadError`` where the environment says what cannot be.
  init(environment: String?, processors: Int, quota: Int?) throws(ThreadError) {
    guard let environment, !environment.isEmpty else {
      let isLimited = quota.map { $0 < processors } ?? false
      (threads, origin) = isLimited ? (quota ?? 1, .quota) : (processors, .processors)
      return
    }
    let error = ThreadError(
      subject: Origin.environment.rawValue, processors: processors, got: "'\(environment)'")
    guard let wanted = Int(environment), (1...error.most).contains(wanted) else { throw error }
    (threads, origin) = (wanted, .environment)
  }

  init(_ threads: Int, _ origin: Origin) { (self.threads, self.origin) = (threads, origin) }
}

/// A number of threads that the machine cannot give.
public struct ThreadError: Error, Equatable, CustomStringConvertible {
  public let subject: String
  public let processors: Int
  public let got: String

  var most: Int { ThreadError.most(processors: processors) }

  /// Two for each processor: more would only wait for one another.
  static func most(processors: Int) -> Int { 2 * processors }

  public var description: String {
    "\(subject): expected a number from 1 to \(most), twice the processors that this process may run "
      + "on, got \(got)"
  }
}
