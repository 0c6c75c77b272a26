import MTLKernels

/// Randomness drawn one number after another, where how many will be needed is not known before.
struct Draws {
  private let key: RandomKey
  private var position = 0

  init(_ key: RandomKey) { self.key = key }

  /// Uniform in [0, 1).
  mutating func uniform() -> Double {
    defer { position += 1 }
    return key.uniform(at: position)
  }

  /// Uniform in the range.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    defer { position += 1 }
    return range.lowerBound + key.integer(below: range.count, at: position)
  }
}
