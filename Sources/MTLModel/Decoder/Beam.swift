/// The hypotheses of one instance.
struct Beam {
  private var live = [Hypothesis(ids: [], logProbability: 0, place: -1)]
  private var finished: [BeamSearch.Sequence] = []

  private struct Hypothesis {
    var ids: [Int32]
    var logProbability: Double
    /// Its place among all live hypotheses of the step.
    var place: Int
  }

  private struct Continuation {
    let parent: Int
    let id: Int32
    let logProbability: Double
  }

  /// Takes places among the hypotheses of a step.
  mutating func enter(_ step: inout BeamSearch.Step, begin: Int32) {
    for i in live.indices {
      if let newest = live[i].ids.last {
        step.tokens.append(newest)
        step.parents.append(live[i].place)
      } else {
        step.tokens.append(begin)
      }
      live[i].place = step.tokens.count - 1
    }
    step.lengths.append(live.count)
  }

  /// Keeps the best continuations.
  mutating func advance(_ candidates: BeamSearch.Candidates, _ search: BeamSearch) {
    guard !live.isEmpty else { return }
    var next: [Hypothesis] = []
    for continuation in best(of: candidates, search.width - finished.count) {
      let parent = live[continuation.parent]
      if continuation.id == search.end {
        finished.append(
          BeamSearch.Sequence(
            ids: parent.ids,
            score: continuation.logProbability / search.penalty(parent.ids.count + 1),
            isFinished: true))
      } else {
        next.append(
          Hypothesis(
            ids: parent.ids + [continuation.id], logProbability: continuation.logProbability,
            place: parent.place))
      }
    }
    live = next
    if let leader, !live.contains(where: { canBeat(leader, $0, search) }) { live = [] }
  }

  /// The best finished sequence; where there is none, the best that was cut off.
  func best(_ search: BeamSearch) -> BeamSearch.Sequence {
    if let leader { return leader }
    let cut = live.map { hypothesis in
      BeamSearch.Sequence(
        ids: hypothesis.ids,
        score: hypothesis.logProbability / search.penalty(hypothesis.ids.count),
        isFinished: false)
    }
    return highest(cut) ?? BeamSearch.Sequence(ids: [], score: -.infinity, isFinished: false)
  }

  private var leader: BeamSearch.Sequence? { highest(finished) }

  /// The first of the sequences with the highest score.
  private func highest(_ sequences: [BeamSearch.Sequence]) -> BeamSearch.Sequence? {
    var best = sequences.first
    for sequence in sequences {
      if let kept = best, sequence.score > kept.score { best = sequence }
    }
    return best
  }

  /// Probabilities only fall, and no penalty divides by more than that of the greatest length.
  private func canBeat(
    _ leader: BeamSearch.Sequence, _ hypothesis: Hypothesis, _ search: BeamSearch
  ) -> Bool {
    hypothesis.logProbability / search.penalty(search.maximumLength) > leader.score
  }

  /// The `count` most probable continuations of all live hypotheses; of equals, those of the
  /// earlier hypothesis, and of one hypothesis those that its candidates name first.
  private func best(of candidates: BeamSearch.Candidates, _ count: Int) -> [Continuation] {
    var all: [Continuation] = []
    for (parent, hypothesis) in live.enumerated() {
      let first = hypothesis.place * candidates.count
      for i in first..<first + candidates.count {
        let step = Double(candidates.logProbabilities[i])
        all.append(
          Continuation(
            parent: parent, id: candidates.ids[i],
            logProbability: hypothesis.logProbability + (step.isNaN ? -.infinity : step)))
      }
    }
    let order = all.indices.sorted {
      let (a, b) = (all[$0].logProbability, all[$1].logProbability)
      return a > b || (a == b && $0 < $1)
    }
    return order.prefix(count).map { all[$0] }
  }
}
