import Testing

/// The place where two lists of numbers differ most.
struct Difference: CustomStringConvertible {
  let index: Int
  let expected: Double
  let actual: Double
  let error: Double

  var description: String { "\(error) at \(index): expected \(expected), got \(actual)" }

  /// A number that is none differs more than any other.
  init(_ actual: [Float], _ expected: [Float]) {
    var worst = (index: 0, error: -1.0)
    for (i, (a, e)) in zip(actual, expected).enumerated() {
      let error = (Double(a) - Double(e)).magnitude
      if !(error <= worst.error) { worst = (i, error.isNaN ? .infinity : error) }
    }
    index = worst.index
    self.expected = expected.isEmpty ? 0 : Double(expected[worst.index])
    self.actual = actual.isEmpty ? 0 : Double(actual[worst.index])
    error = max(worst.error, 0)
  }

  init(_ index: Int, _ actual: Double, _ expected: Double) {
    (self.index, self.actual, self.expected) = (index, actual, expected)
    let difference = (actual - expected).magnitude
    error = difference.isNaN ? .infinity : difference
  }
}

/// Gathers differences, each divided by its scale, and reports the worst.
struct Worst {
  private var error = -1.0
  private var text = "nothing was compared"

  mutating func add(_ difference: Difference, scale: Double = 1, _ name: String) {
    let relative = difference.error / scale
    guard !(relative <= error) else { return }
    error = relative
    text = "\(name): \(difference)" + (scale == 1 ? "" : ", \(relative) of \(scale)")
  }

  /// Prints the worst, also where it is within `tolerance`.
  func require(within tolerance: Double, _ what: String) {
    print("goldens of transformers, \(what): worst \(text) (allowed \(tolerance))")
    #expect(error >= 0 && error <= tolerance, "\(what): \(text)")
  }
}
