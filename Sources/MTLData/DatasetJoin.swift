extension Dataset {
  /// One data set for an `&` group from what was given problem by problem.
  ///
  /// Throws where a problem of the group has no data or has it twice, where the numbers of rows
  /// differ, and where the inputs of a row differ.
  public static func join(_ parts: [Dataset], group: [String]) throws(DataError) -> Dataset {
    let place = "group '\(group.joined(separator: "&"))'"
    var targets: [String: [Target]] = [:]
    var first: (part: Dataset, problem: String)?
    for problem in group {
      let holders = parts.filter { $0.targets[problem] != nil }
      guard let part = holders.first, let rows = part.targets[problem] else {
        throw DataError(place, .group(.noData(problem: problem)))
      }
      guard holders.count == 1 else {
        throw DataError(place, .group(.twice(problem: problem)))
      }
      try part.check(rows, of: problem)
      if let first {
        try part.compare(problem, with: first.part, first.problem, place: place)
      } else {
        first = (part, problem)
      }
      targets[problem] = rows
    }
    guard let part = first?.part else { throw DataError(place, .file(.noRows)) }
    return Dataset(name: part.name, inputs: part.inputs, targets: targets, lines: part.lines)
  }

  /// Throws for a data set without rows, and for targets that are not one a row.
  private func check(_ rows: [Target], of problem: String) throws(DataError) {
    guard !inputs.isEmpty else { throw DataError(name, .file(.noRows)) }
    guard rows.count == inputs.count else {
      let fault = GroupFault.targetCount(problem: problem, rows: inputs.count, targets: rows.count)
      throw DataError(name, .group(fault))
    }
  }

  private func compare(
    _ problem: String, with other: Dataset, _ reference: String, place: String
  ) throws(DataError) {
    guard inputs.count == other.inputs.count else {
      let fault = GroupFault.rowCount(
        problem: problem, expected: other.inputs.count, actual: inputs.count, reference: reference)
      throw DataError(place, .group(fault))
    }
    for (row, (input, expected)) in zip(inputs, other.inputs).enumerated() where input != expected {
      let (got, wanted) = input.shortened(besides: expected)
      let fault = GroupFault.input(
        row: row, problem: problem, input: got, reference: reference, expected: wanted)
      throw DataError(place, .group(fault))
    }
  }
}

extension Input {
  /// Both inputs for a message: the part where they begin to differ, in at most 40 characters.
  func shortened(besides other: Input) -> (String, String) {
    let (a, b) = (Array(plain.unicodeScalars), Array(other.plain.unicodeScalars))
    let common = zip(a, b).prefix { $0 == $1 }.count
    let start = common > 20 ? common - 10 : 0
    return (excerpt(a, from: start), excerpt(b, from: start))
  }

  private var plain: String {
    let texts = [first.plain] + (second.map { [$0.plain] } ?? [])
    return (texts + modalities.map { "\($0.name) \($0.values.summary)" }).joined(separator: " ‖ ")
  }

  private func excerpt(_ scalars: [Unicode.Scalar], from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.dropFirst(start))
    return (start > 0 ? "…" : "") + MTLData.shortened(String(text), to: 40)
  }
}

extension Segment {
  /// Words in brackets, so that a text and its words look different.
  fileprivate var plain: String {
    switch self {
    case .text(let text): text
    case .words(let words): "[\(words.joined(separator: ", "))]"
    case .sentences(let sentences): "[\(sentences.map(\.plain).joined(separator: ", "))]"
    }
  }
}
