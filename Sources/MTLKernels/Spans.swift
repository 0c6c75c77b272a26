/// Which rows attend to which, and where their attention scores lie: a sequence's queries see its own
/// keys, all of them or, where it is causal, those up to their own place.
public struct Spans: Equatable, Sendable {
  /// The query rows of each sequence.
  public let queries: [Range<Int>]
  /// The rows of keys and values that they see.
  public let keys: [Range<Int>]
  /// Query r sees keys 0 ... r alone; a sequence then has as many keys as queries.
  public let isCausal: Bool
  /// The row of the keys that each query is, where only some of them ask.
  public let rows: [Int32]?
  /// Σ queries · keys of the sequences before, had all their rows asked: from where dropout counts a
  /// sequence's scores, for one head.
  public let pairStarts: [Int]
  /// Σ queries · keys: the scores of one head.
  public let pairs: Int
  /// Where a sequence's probabilities lie among those that are kept for backward, for one head; nil
  /// where it has so many keys that they are made again instead.
  let keptStarts: [Int?]
  /// The probabilities of one head that are kept.
  public let keptPairs: Int

  public var queryRows: Int { queries.last?.upperBound ?? 0 }
  public var keyRows: Int { keys.last?.upperBound ?? 0 }

  /// The most keys of a sequence whose probabilities are kept. At 256 keys they and a layer's rows
  /// take as much memory; beyond they would grow with the square of the length.
  public static let keptKeys = 256

  /// Sequences that lie end to end, each seen from its own rows.
  public init(lengths: [Int], isCausal: Bool = false, keptKeys: Int = Spans.keptKeys) {
    self.init(lengths, lengths, isCausal: isCausal, rows: nil, keptKeys)
  }

  /// Sequences that lie end to end, each seen from rows that lie end to end elsewhere.
  public init(queries: [Int], keys: [Int], keptKeys: Int = Spans.keptKeys) {
    self.init(queries, keys, isCausal: false, rows: nil, keptKeys)
  }

  /// Sequences that lie end to end, seen from some of their own rows, which ascend.
  public init(lengths: [Int], rows: [Int32], keptKeys: Int = Spans.keptKeys) {
    var (counts, next, end) = ([Int](), 0, 0)
    for length in lengths {
      end += length
      let first = next
      while next < rows.count, Int(rows[next]) < end { next += 1 }
      counts.append(next - first)
    }
    precondition(next == rows.count, "rows of the sequences")
    self.init(counts, lengths, isCausal: false, rows: rows, keptKeys)
  }

  private init(
    _ queries: [Int], _ keys: [Int], isCausal: Bool, rows: [Int32]?, _ keptKeys: Int
  ) {
    precondition(queries.count == keys.count, "keys for each sequence of queries")
    var (starts, start, kept, keptPairs, pairs) = ([Int](), 0, [Int?](), 0, 0)
    for (queries, keys) in zip(queries, keys) {
      starts.append(start)
      start += (rows == nil ? queries : keys) * keys
      kept.append(keys <= keptKeys ? keptPairs : nil)
      keptPairs += keys <= keptKeys ? queries * keys : 0
      pairs += queries * keys
    }
    (self.queries, self.keys) = (Spans.endToEnd(queries), Spans.endToEnd(keys))
    (self.isCausal, self.rows, self.pairStarts, self.pairs) = (isCausal, rows, starts, pairs)
    (keptStarts, self.keptPairs) = (kept, keptPairs)
  }

  private static func endToEnd(_ lengths: [Int]) -> [Range<Int>] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
  }
}
