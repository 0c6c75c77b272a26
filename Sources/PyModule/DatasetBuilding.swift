import CPythonShim
import MTLData

extension Dataset {
  /// Copies what C has borrowed, checking that its structure holds together.
  init(name: String, _ inputs: mtl_inputs, _ targets: UnsafeBufferPointer<mtl_targets>) throws {
    var byProblem: [String: [Target]] = [:]
    for column in targets {
      let problem = String(column.problem)
      let values = try column.values(of: problem)
      guard byProblem.updateValue(values, forKey: problem) == nil else {
        throw BoundaryError.repeated(problem: problem)
      }
    }
    self.init(name: name, inputs: try inputs.values(of: name), targets: byProblem)
  }
}

extension mtl_inputs {
  fileprivate func values(of dataset: String) throws -> [Input] {
    let segments = try segmentValues
    let ranges = try rows.ranges("rows", within: segments.count)
    let modal = try modalities.inputs(rows: ranges.count, of: dataset)
    return try ranges.enumerated().map { row, range in
      let modal = modal.isEmpty ? [] : modal[row]
      if range.isEmpty, !modal.isEmpty { return Input(modalities: modal) }
      if let document = try document(range, segments, row: row) {
        return Input(document, modalities: modal)
      }
      guard (1...2).contains(range.count) else {
        throw BoundaryError.segments(row: row, count: range.count)
      }
      return Input(
        segments[range.lowerBound], range.count == 2 ? segments[range.upperBound - 1] : nil,
        modalities: modal)
    }
  }

  /// The sentences of a row whose segments say that they are a document's; nil of any other row.
  private func document(
    _ range: Range<Int>, _ segments: [Segment], row: Int
  ) throws -> Segment? {
    let kinds = UnsafeBufferPointer(start: kinds.base, count: kinds.count)[range]
    let sentences = kinds.count { $0 >= 2 }
    guard sentences > 0 else { return nil }
    guard sentences == range.count else { throw BoundaryError.document(row: row) }
    return .sentences(Array(segments[range]))
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
        case 0, 2:
          guard range.count == 1 else {
            throw BoundaryError.runningText(segment: segment, strings: range.count)
          }
          return .text(strings[range.lowerBound])
        case 1, 3: return .words(Array(strings[range]))
        default: throw BoundaryError.kind("kinds", index: segment, value: kind)
        }
      }
    }
  }
}
