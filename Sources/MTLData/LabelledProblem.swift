/// What features need to know of a problem: its name, what its targets look like, its labels.
public struct LabelledProblem: Equatable, Sendable {
  public let name: String
  public let kind: TargetKind
  public let vocabulary: LabelVocabulary

  public init(name: String, kind: TargetKind, vocabulary: LabelVocabulary) {
    self.name = name
    self.kind = kind
    self.vocabulary = vocabulary
  }

  /// The label ids of one row: one, or one a word of its `words`. Throws, naming `place`, where the
  /// target is of the other kind, has another length, or holds a label that training has not seen.
  func labelIDs(
    of target: Target?, words: Int, place: @autoclosure () -> String
  ) throws(DataError) -> [Int32] {
    guard let target else { throw DataError(place(), .label(.missing(problem: name))) }
    switch (kind, target) {
    case (.label, .label(let label)):
      return [try vocabulary.index(of: label, problem: name, place: place())]
    case (.labels, .labels(let labels)):
      guard labels.count == words else {
        throw DataError(place(), .label(.count(problem: name, words: words, labels: labels.count)))
      }
      var ids: [Int32] = []
      ids.reserveCapacity(labels.count)
      for label in labels {
        ids.append(try vocabulary.index(of: label, problem: name, place: place()))
      }
      return ids
    case (_, .label(let label)):
      throw DataError(place(), .label(.kind(problem: name, expected: kind, got: label.quoted)))
    case (_, .labels(let labels)):
      let got = "a list of \(labels.count)"
      throw DataError(place(), .label(.kind(problem: name, expected: kind, got: got)))
    }
  }
}
