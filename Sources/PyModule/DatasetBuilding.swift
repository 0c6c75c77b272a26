import CPythonShim
import MTLData

extension Dataset {
  /// Copies what C has borrowed, checking that its structure holds together.
  init(name: String, _ inputs: mtl_inputs, _ targets: UnsafeBufferPointer<mtl_targets>) throws {
    var byProblem: [String: [Target]] = [:]
    for problem in targets {
      let name = String(problem.problem)
      guard byProblem.updateValue(try problem.values(of: name), forKey: name) == nil else {
        throw BoundaryError.repeated(problem: name)
      }
    }
    self.init(name: name, inputs: try inputs.values, targets: byProblem)
  }
}

extension mtl_inputs {
  fileprivate var values: [Input] {
    get throws {
      let segments = try segmentValues
      let ranges = try rows.ranges("rows", within: segments.count)
      return try ranges.enumerated().map { row, range in
        guard (1...2).contains(range.count) else {
          throw BoundaryError.segments(row: row, count: range.count)
        }
        return Input(
          segments[range.lowerBound], range.count == 2 ? segments[range.upperBound - 1] : nil)
      }
    }
  }

  private var segmentValues: [Segment] {
    get throws {
      let (strings, kinds) = (strings.strings, kinds.values)
      let ranges = try segments.ranges("segments", within: strings.count)
      guard kinds.count == ranges.count else {
        throw BoundaryError.kinds("kinds", expected: ranges.count, actual: kinds.count)
      }
      return try zip(ranges, kinds).enumerated().map { segment, element in
        let (range, kind) = element
        switch kind {
        case 0:
          guard range.count == 1 else {
            throw BoundaryError.runningText(segment: segment, strings: range.count)
          }
          return .text(strings[range.lowerBound])
        case 1: return .words(Array(strings[range]))
        default: throw BoundaryError.kind("kinds", index: segment, value: kind)
        }
      }
    }
  }
}

extension mtl_targets {
  fileprivate func values(of problem: String) throws -> [Target] {
    let (texts, kinds) = (labels.strings, kinds.values)
    guard kinds.count == texts.count else {
      throw BoundaryError.kinds("label kinds", expected: texts.count, actual: kinds.count)
    }
    let labels = try texts.indices.map { index in
      try label(texts[index], kinds[index], at: index, of: problem)
    }
    guard rows.base != nil else { return labels.map { .label($0) } }
    return try rows.ranges("label rows", within: labels.count).map { .labels(Array(labels[$0])) }
  }

  private func label(
    _ text: String, _ kind: UInt8, at index: Int, of problem: String
  ) throws -> Label {
    switch kind {
    case 0: return .text(text)
    case 1:
      guard let value = Int(text) else { throw BoundaryError.integer(problem: problem, text: text) }
      return .integer(value)
    case 2: return .boolean(text == "true")
    default: throw BoundaryError.kind("label kinds", index: index, value: kind)
    }
  }
}
