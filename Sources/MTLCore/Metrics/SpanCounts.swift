/// How many spans of each type are true, predicted, and both: same words, same type.
struct SpanCounts: Equatable, Sendable {
  private(set) var ofType: [HitCounts]

  init(types: Int) { ofType = Array(repeating: HitCounts(), count: types) }

  /// Counts one sequence's spans, both lists in the order of their words.
  mutating func add(truth: [Span], prediction: [Span]) {
    for span in truth { ofType[span.type].actual += 1 }
    for span in prediction { ofType[span.type].predicted += 1 }
    var (t, p) = (0, 0)
    while t < truth.count, p < prediction.count {
      if truth[t] == prediction[p] { ofType[truth[t].type].hits += 1 }
      if truth[t].first <= prediction[p].first { t += 1 } else { p += 1 }
    }
  }

  /// The types of which there is a true or a predicted span.
  func present(_ names: [String]) -> [Scores.OfType] {
    zip(names, ofType).filter { $1.actual > 0 || $1.predicted > 0 }
      .map { Scores.OfType(type: $0, counts: $1) }
      .sorted { $0.type.unicodeScalars.lexicographicallyPrecedes($1.type.unicodeScalars) }
  }
}
