extension JSONRow {
  /// A problem's target; throws where it is missing or of another kind.
  func target(of problem: ProblemTargets, field: String) throws(DataError) -> Target {
    switch problem.kind {
    case .nothing: return .nothing
    case .optionalNumber:
      guard let value = fields[field], value != .null else { return .nothing }
      if let number = try number(value, problem) { return number }
      return .label(try label(value, problem))
    case .label: return .label(try label(required(field), problem))
    case .labels, .labelSet, .labelSequence:
      return .labels(try labels(required(field), problem))
    case .number:
      let value = try required(field)
      guard let number = try number(value, problem) else { throw kind(problem, value) }
      return number
    case .vector: return .numbers(try numbers(required(field), problem))
    case .text: return .text(try segment(required(field), field: field))
    }
  }

  private func labels(
    _ value: JSONValue, _ problem: ProblemTargets
  ) throws(DataError) -> [Label] {
    if case .text(let text) = value, source.wordSeparator != nil {
      return source.split(text).map { .text($0) }
    }
    guard case .list(let values) = value else { throw kind(problem, value) }
    var labels: [Label] = []
    for value in values { labels.append(try label(value, problem, inList: true)) }
    return labels
  }

  private func label(
    _ value: JSONValue, _ problem: ProblemTargets, inList: Bool = false
  ) throws(DataError) -> Label {
    switch value {
    case .text(let text): return .text(text)
    case .integer(let integer): return .integer(integer)
    case .boolean(let boolean): return .boolean(boolean)
    case .null, .number, .list, .object: throw kind(problem, value, inList: inList)
    }
  }

  /// nil for what is no number.
  private func number(
    _ value: JSONValue, _ problem: ProblemTargets
  ) throws(DataError) -> Target? {
    switch value {
    case .integer(let integer): .number(Double(integer))
    case .number(let number): .number(number)
    case .null, .text, .boolean, .list, .object: nil
    }
  }

  private func numbers(
    _ value: JSONValue, _ problem: ProblemTargets
  ) throws(DataError) -> [Double] {
    guard case .list(let values) = value else { throw kind(problem, value) }
    var numbers: [Double] = []
    for value in values {
      guard case .number(let number)? = try number(value, problem) else {
        throw kind(problem, value, inList: true)
      }
      numbers.append(number)
    }
    return numbers
  }

  private func kind(
    _ problem: ProblemTargets, _ value: JSONValue, inList: Bool = false
  ) -> DataError {
    let got = (inList ? "a list with " : "") + shortened(value.summary)
    let fault = LabelFault.kind(problem: problem.name, expected: problem.kind, got: got)
    return DataError(place, .label(fault))
  }
}
