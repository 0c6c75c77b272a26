/// When a batch is full.
public enum BatchPolicy: Equatable, Sendable {
  /// At this many instances.
  case instances(Int)
  /// Before the tokens would pass this number; a longer row stands alone.
  case tokens(Int)
  /// Rows of lengths below `boundaries[0]`, below `boundaries[1]`, …, and the rest, are collected
  /// apart, each up to its own of `sizes`.
  case buckets(boundaries: [Int], sizes: [Int])

  /// More than anyone means: a plan holds its instances in memory.
  static let largest = 1 << 24

  /// Throws where no batch could be made by it.
  func check() throws(SamplingError) {
    switch self {
    case .instances(let size):
      guard isPossible(size) else { throw .size(option: "batch_size", size) }
    case .tokens(let budget):
      guard isPossible(budget) else { throw .size(option: "batch_tokens", budget) }
    case .buckets(let boundaries, let sizes):
      let isIncreasing = zip(boundaries, boundaries.dropFirst()).allSatisfy(<)
      guard isIncreasing, boundaries.first ?? 1 >= 1 else { throw .boundaries(boundaries) }
      guard sizes.count == boundaries.count + 1 else {
        throw .bucketSizes(boundaries: boundaries.count, sizes: sizes.count)
      }
      for size in sizes where !isPossible(size) { throw .size(option: "bucket_batch_sizes", size) }
    }
  }

  func isPossible(_ size: Int) -> Bool { size >= 1 && size <= Self.largest }
}
