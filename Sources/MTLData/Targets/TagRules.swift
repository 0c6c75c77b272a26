import MTLKernels

/// The transitions that a tag scheme allows.
public struct TagRules: Equatable, Sendable {
  public let scheme: String
  public let transitions: TransitionRules

  public init(scheme: String, transitions: TransitionRules) {
    (self.scheme, self.transitions) = (scheme, transitions)
  }

  /// Throws, naming `place` and the word, where the tags of a row are no path of the scheme.
  func check(
    _ ids: [Int32], _ labels: [Label], problem: String, place: @autoclosure () -> String
  ) throws(DataError) {
    for i in ids.indices {
      let isAllowed =
        i == 0 ? transitions.mayStart(ids[i]) : transitions.mayFollow(ids[i - 1], ids[i])
      guard !isAllowed else { continue }
      let fault = LabelFault.transition(
        problem: problem, scheme: scheme, tag: labels[i], after: i > 0 ? labels[i - 1] : nil,
        word: i + 1)
      throw DataError(place(), .label(fault))
    }
    if let last = ids.last, let tag = labels.last, !transitions.mayEnd(last) {
      throw DataError(place(), .label(.ending(problem: problem, scheme: scheme, tag: tag)))
    }
  }
}
