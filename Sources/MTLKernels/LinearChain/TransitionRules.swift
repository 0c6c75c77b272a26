/// Which tags may begin a sequence, follow one another, and end it.
public struct TransitionRules: Equatable, Sendable {
  public let tags: Int
  private let start: [Bool]  // [tags]
  private let between: [Bool]  // [tags, tags], from the row's tag to the column's
  private let end: [Bool]  // [tags]

  /// What a forbidden transition costs: e³⁰⁰ times less probable than one that is allowed, more than
  /// any emission gains. It is no infinity, so that where every path is forbidden one is still found.
  static let cost: Float = 300

  /// Asks for every pair of tags; nil is the outside of the sequence.
  public init(tags: Int, mayFollow: (_ before: Int?, _ after: Int?) -> Bool) {
    self.tags = tags
    start = (0..<tags).map { mayFollow(nil, $0) }
    end = (0..<tags).map { mayFollow($0, nil) }
    between = (0..<tags * tags).map { mayFollow($0 / tags, $0 % tags) }
  }

  public func mayStart(_ tag: Int32) -> Bool { start[Int(tag)] }
  public func mayEnd(_ tag: Int32) -> Bool { end[Int(tag)] }

  public func mayFollow(_ before: Int32, _ after: Int32) -> Bool {
    between[Int(before) * tags + Int(after)]
  }

  /// The targets of a sequence whose words were cut, where they are no path any more: a tag that the
  /// cut has made impossible becomes -1, which is unknown.
  public func bridged(_ targets: [Int32]) -> [Int32] {
    var targets = targets
    for i in targets.indices {
      let before = i > 0 ? targets[i - 1] : nil
      let isAllowed = before.map { $0 < 0 || mayFollow($0, targets[i]) } ?? mayStart(targets[i])
      if !isAllowed { targets[i] = -1 }
    }
    if let last = targets.last, last >= 0, !mayEnd(last) { targets[targets.count - 1] = -1 }
    return targets
  }

  /// scores -= the cost of what is forbidden.
  public func charge(_ scores: TransitionScores) {
    precondition(scores.tags == tags)
    for (allowed, matrix) in [(start, scores.start), (between, scores.between), (end, scores.end)] {
      for r in 0..<matrix.rows {
        let row = matrix.row(r)
        for c in 0..<tags where !allowed[r * tags + c] { row[c] -= TransitionRules.cost }
      }
    }
  }
}
