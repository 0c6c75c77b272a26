import MTLKernels
import TestSupport

/// Random emissions and scores, and what every path through them says.
struct SmallChain {
  let arena: Arena
  let x: Matrix  // [rows, tags]
  let scores: TransitionScores
  let lengths: [Int]
  var tags: Int { scores.tags }

  init(tags: Int, lengths: [Int], seed: UInt64 = 1, size: Float = 2) throws {
    let rows = lengths.reduce(0, +)
    arena = try Arena(capacity: 16 * (rows + tags + 4) * (tags + 16))
    x = random(arena, rows, tags, seed: seed, size: size)
    scores = TransitionScores(
      start: random(arena, 1, tags, seed: seed + 1),
      between: random(arena, tags, tags, seed: seed + 2),
      end: random(arena, 1, tags, seed: seed + 3))
    self.lengths = lengths
  }

  /// Room for a gradient, all zero.
  func gradients() -> TransitionScores {
    let all = [arena.take(1, tags), arena.take(tags, tags), arena.take(1, tags)]
    for matrix in all { zero(matrix) }
    return TransitionScores(start: all[0], between: all[1], end: all[2])
  }

  /// Every path of `length` tags.
  func paths(_ length: Int) -> [[Int]] {
    (0..<length).reduce([[]]) { paths, _ in
      paths.flatMap { path in (0..<tags).map { path + [$0] } }
    }
  }

  /// The score of a path through the rows that begin at `first`.
  func score(_ path: [Int], first: Int = 0) -> Double {
    let (start, end) = (scores.start.values, scores.end.values)
    let (between, x) = (scores.between.values, x.values)
    var total = Double(start[path[0]]) + Double(end[path[path.count - 1]])
    for (t, tag) in path.enumerated() {
      total += Double(x[(first + t) * tags + tag])
      if t > 0 { total += Double(between[path[t - 1] * tags + tag]) }
    }
    return total
  }
}
