#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The search for the most probable sequence of a model that names one piece after another.
///
/// A step keeps the best `width` continuations of an instance's hypotheses; one that takes the end
/// is finished, and its place is not filled again. Finished hypotheses compare by
/// log P / ((5 + length)ᵅ / 6ᵅ), the end counted in the length (Wu et al. 2016,
/// https://arxiv.org/abs/1609.08144, eq. 14). An instance rests when none of its hypotheses can still
/// win. With a width of one it is greedy search.
public struct BeamSearch: Equatable, Sendable {
  public var width: Int
  /// 0 compares sums of log-probabilities; more favours longer sequences.
  public var alpha: Double
  /// The most pieces of a sequence, its end among them.
  public var maximumLength: Int
  /// What every sequence begins with.
  public var begin: Int32
  public var end: Int32

  public init(width: Int, alpha: Double, maximumLength: Int, begin: Int32, end: Int32) {
    precondition(width > 0 && alpha >= 0 && maximumLength > 0)
    (self.width, self.alpha, self.maximumLength) = (width, alpha, maximumLength)
    (self.begin, self.end) = (begin, end)
  }

  /// The live hypotheses of all instances, those of an instance side by side.
  public struct Step: Equatable, Sendable {
    /// The newest piece of each.
    public internal(set) var tokens: [Int32] = []
    /// Which of the step before's each continues; empty in the first step.
    public internal(set) var parents: [Int] = []
    /// How many hypotheses each instance has; 0 for one that rests.
    public internal(set) var lengths: [Int] = []
  }

  /// The best continuations of each live hypothesis: `count` of each, best first.
  public struct Candidates: Equatable, Sendable {
    public var ids: [Int32]
    public var logProbabilities: [Float]
    public var count: Int

    public init(ids: [Int32], logProbabilities: [Float], count: Int) {
      (self.ids, self.logProbabilities, self.count) = (ids, logProbabilities, count)
    }
  }

  /// A sequence without its beginning and its end.
  public struct Sequence: Equatable, Sendable {
    public let ids: [Int32]
    /// log P / length penalty.
    public let score: Double
    /// Whether it came to its end: false where it was cut off.
    public let isFinished: Bool
  }

  /// ((5 + length) / 6)ᵅ.
  func penalty(_ length: Int) -> Double { pow(Double(5 + length) / 6, alpha) }
}
