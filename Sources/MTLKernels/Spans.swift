/// Which rows attend to which, and where their attention scores lie: a sequence's queries see its own
/// keys, all of them or, where it is causal, those up to their own place.
public struct Spans: Equatable, Sendable {
  /// The query rows of each sequence.
  public let queries: [Range<Int>]
  /// The rows of keys and values that they see.
  public let keys: [Range<Int>]
  /// Query r sees keys 0 ... r alone; a sequence then has as many keys as queries.
  public let isCausal: Bool
  /// Σ queries · keys of the sequences before: where a sequence's scores begin, for one head.
  public let pairStarts: [Int]
  /// Σ queries · keys: the scores of one head.
  public let pairs: Int

  public var queryRows: Int { queries.last?.upperBound ?? 0 }
  public var keyRows: Int { keys.last?.upperBound ?? 0 }

  /// Sequences that lie end to end, each seen from its own rows.
  public init(lengths: [Int], isCausal: Bool = false) {
    self.init(queries: lengths, keys: lengths, isCausal: isCausal)
  }

  /// Sequences that lie end to end, each seen from rows that lie end to end elsewhere.
  public init(queries: [Int], keys: [Int]) {
    self.init(queries: queries, keys: keys, isCausal: false)
  }

  private init(queries: [Int], keys: [Int], isCausal: Bool) {
    precondition(queries.count == keys.count, "keys for each sequence of queries")
    var (pairStarts, pairs) = ([Int](), 0)
    for (queries, keys) in zip(queries, keys) {
      pairStarts.append(pairs)
      pairs += queries * keys
    }
    (self.queries, self.keys) = (Spans.endToEnd(queries), Spans.endToEnd(keys))
    (self.isCausal, self.pairStarts, self.pairs) = (isCausal, pairStarts, pairs)
  }

  private static func endToEnd(_ lengths: [Int]) -> [Range<Int>] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
  }
}
