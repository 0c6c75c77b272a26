extension SourceDescription {
  /// What a cell of a table, or a line of a file of targets, asks of a problem; throws, naming
  /// `place`, for a cell that is not of the problem's kind.
  func target(
    _ cell: String, of problem: ProblemTargets, place: @autoclosure () -> String
  ) throws(DataError) -> Target {
    switch problem.kind {
    case .nothing: return .nothing
    case .labels, .labelSet: return .labels(splitLabels(cell).map(problem.label))
    case .optionalNumber where cell.isEmpty: return .nothing
    case _ where cell.isEmpty: throw problem.missing(place())
    case .label: return .label(problem.label(cell))
    case .labelSequence: return .labels(splitLabels(cell).map(problem.label))
    case .number: return .number(try number(cell, of: problem, place: place()))
    case .optionalNumber:
      if let value = Int(cell) { return .label(.integer(value)) }
      return Double(cell).map { .number($0) } ?? .label(.text(cell))
    case .vector:
      var numbers: [Double] = []
      for part in splitLabels(cell) {
        numbers.append(try number(part, of: problem, place: place()))
      }
      return .numbers(numbers)
    case .text: return .text(.text(cell))
    }
  }

  private func number(
    _ text: String, of problem: ProblemTargets, place: @autoclosure () -> String
  ) throws(DataError) -> Double {
    guard let value = Double(text) else {
      throw problem.fault(place(), got: "'\(shortened(text))'")
    }
    return value
  }
}
