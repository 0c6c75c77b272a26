import MTLKernels

/// The random rows of `Fixtures/metrics`: `draws.py` says the same in Python.
struct Draws {
  private let key: RandomKey
  private var index = 0

  init(seed: UInt64, place: Int) { key = RandomKey(seed: seed)(place) }

  mutating func below(_ bound: Int) -> Int {
    defer { index += 1 }
    return key.integer(below: bound, at: index)
  }

  /// A sequence of tags, `letters` of them to a type, and a prediction.
  mutating func sequence(
    tags: Int, letters: Int, hasOutside: Bool
  ) -> (truth: [Int32], prediction: [Int32]) {
    var (truth, prediction): ([Int32], [Int32]) = ([], [])
    let first = hasOutside ? 1 : 0
    for _ in 0..<below(13) {
      var tag = below(tags)
      let stays = below(2) == 0
      if let last = truth.last.map(Int.init), stays, last >= first {
        tag = first + (last - first) / letters * letters + below(letters)
      }
      let isWrong = below(5) == 0
      truth.append(Int32(tag))
      prediction.append(isWrong ? Int32(below(tags)) : Int32(tag))
    }
    return (truth, prediction)
  }

  /// One label and a prediction; `wrong` of 10 predictions are drawn.
  mutating func row(labels: Int, used: Int, wrong: Int) -> (truth: Int32, prediction: Int32) {
    let truth = Int32(below(used))
    let drawn = Int32(below(labels))
    return (truth, below(10) < wrong ? drawn : truth)
  }
}
