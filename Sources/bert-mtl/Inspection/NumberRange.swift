import MTLData

/// Which numbers a problem asks for.
struct NumberRange: Equatable {
  let count: Int
  let lowest: Double
  let mean: Double
  let highest: Double

  /// nil where no target is a number.
  init?(_ targets: [Target]) {
    var (count, sum, lowest, highest) = (0, 0.0, Double.infinity, -Double.infinity)
    for case .number(let number) in targets {
      count += 1
      sum += number
      lowest = min(lowest, number)
      highest = max(highest, number)
    }
    guard count > 0 else { return nil }
    (self.count, self.lowest, self.highest) = (count, lowest, highest)
    mean = sum / Double(count)
  }

  var json: JSONValue {
    .object([
      "count": .integer(count), "lowest": .number(lowest), "mean": .number(mean),
      "highest": .number(highest),
    ])
  }
}
