/// How often each label of a set is true, predicted, and both, and how often a whole set is right.
struct LabelSetCounts: Equatable, Sendable {
  private(set) var ofLabel: [HitCounts]
  private(set) var rows = 0
  private(set) var exact = 0

  init(labels: Int) { ofLabel = Array(repeating: HitCounts(), count: labels) }

  /// Counts one row, its ids checked: what is true, and what is predicted.
  mutating func add(truth: Set<Int32>, prediction: Set<Int32>) {
    rows += 1
    if truth == prediction { exact += 1 }
    for label in truth { ofLabel[Int(label)].actual += 1 }
    for label in prediction { ofLabel[Int(label)].predicted += 1 }
    for label in truth.intersection(prediction) { ofLabel[Int(label)].hits += 1 }
  }

  /// The share of rows whose whole set is right.
  var exactMatch: Double { ratio(exact, rows) }
}
