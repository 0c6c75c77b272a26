import MTLData

extension Problem {
  /// The labels; throws where training data has not been seen.
  func requireLabels() throws(ProblemError) -> LabelVocabulary {
    guard let labels else { throw .untrained(problem: name) }
    return labels
  }

  /// The labels of targets, for types that learn no more.
  func learnLabels(_ targets: [Target]) throws(DataError) -> Learned {
    let place = "problem '\(name)'"
    return Learned(labels: try LabelVocabulary(of: targets, place: place).distinct(place: place))
  }
}
