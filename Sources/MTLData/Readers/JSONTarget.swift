extension JSONRow {
  /// A problem's target; throws where it is missing or of another kind.
  func target(of problem: ProblemTargets, field: String) throws(DataError) -> Target {
    switch problem.kind {
    case .nothing: return .nothing
    case .optionalNumber: return try optionalNumber(fields[field] ?? .null, problem)
    default: break
    }
    let found = try required(field)
    switch (problem.kind, found) {
    case (.label, _):
      guard let label = Label(found) else { throw fault(problem, found) }
      return .label(label)
    case (.labels, .object(let parts)):
      var byModality: [String: [Label]] = [:]
      for (name, value) in parts.members { byModality[name] = try labels(value, problem) }
      return .byModality(byModality)
    case (.labels, _), (.labelSet, _), (.labelSequence, _):
      return .labels(try labels(found, problem))
    case (.number, _):
      guard let number = number(found) else { throw fault(problem, found) }
      return .number(number)
    case (.vector, .list(let values)):
      var numbers: [Double] = []
      for value in values {
        guard let number = number(value) else { throw fault(problem, value, inList: true) }
        numbers.append(number)
      }
      return .numbers(numbers)
    case (.text, .text(let text)): return .text(.text(text))
    case (.text, .list): return .text(try segment(found, field: field))
    default: throw fault(problem, found)
    }
  }

  private func labels(
    _ found: JSONValue, _ problem: ProblemTargets
  ) throws(DataError) -> [Label] {
    if case .text(let text) = found, source.labelSeparator ?? source.wordSeparator != nil {
      return source.splitLabels(text).map(problem.label)
    }
    guard case .list(let values) = found else { throw fault(problem, found) }
    var labels: [Label] = []
    for value in values {
      guard let label = Label(value) else { throw fault(problem, value, inList: true) }
      labels.append(label)
    }
    return labels
  }

  private func optionalNumber(
    _ found: JSONValue, _ problem: ProblemTargets
  ) throws(DataError) -> Target {
    if found == .null { return .nothing }
    if case .number(let number) = found { return .number(number) }
    guard let label = Label(found) else { throw fault(problem, found) }
    return .label(label)
  }

  private func number(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  private func fault(
    _ problem: ProblemTargets, _ value: JSONValue, inList: Bool = false
  ) -> DataError {
    problem.fault(place, got: (inList ? "a list with " : "") + shortened(value.summary))
  }
}

extension Label {
  /// A text, an integer or a boolean; nil of anything else.
  fileprivate init?(_ value: JSONValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .integer(let integer): self = .integer(integer)
    case .boolean(let boolean): self = .boolean(boolean)
    case .null, .number, .list, .object: return nil
    }
  }
}
