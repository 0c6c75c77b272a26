extension [Target] {
  /// Whole numbers as labels, unless a row of the column has a fraction: then all of them are numbers.
  ///
  /// Where a target may be a label or a score, a whole number alone does not say which it is.
  public func withWholeNumbersAsTheOthers() -> [Target] {
    let hasNumbers = contains { if case .number = $0 { true } else { false } }
    guard hasNumbers else { return self }
    return map { target in
      if case .label(.integer(let value)) = target { .number(Double(value)) } else { target }
    }
  }
}
