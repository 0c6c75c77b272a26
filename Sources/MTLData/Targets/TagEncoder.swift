/// One label a word: the ids of the words that the row keeps, each standing at its first piece.
///
/// With rules, tags that break them are refused; a tag that only cutting has made impossible is unknown.
public struct TagEncoder: TargetEncoder {
  private let problem: String
  private let vocabulary: LabelVocabulary
  private let rules: TagRules?

  public init(problem: String, _ vocabulary: LabelVocabulary, rules: TagRules? = nil) {
    self.problem = problem
    self.vocabulary = vocabulary
    self.rules = rules
  }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard let target else { throw DataError(place(), .label(.missing(problem: problem))) }
    guard case .labels(let labels) = target else {
      let fault = LabelFault.kind(problem: problem, expected: .labels, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    let words = row.wordCounts.reduce(0, +)
    guard labels.count == words else {
      let fault = LabelFault.count(problem: problem, words: words, labels: labels.count)
      throw DataError(place(), .label(fault))
    }
    var ids: [Int32] = []
    for label in labels {
      ids.append(try vocabulary.index(of: label, problem: problem, place: place()))
    }
    let kept = row.wordStarts.map { ids[Int($0.word)] }
    guard let rules else { return TargetRow(ids: kept) }
    try rules.check(ids, labels, problem: problem, place: place())
    return TargetRow(ids: kept.count < ids.count ? rules.transitions.bridged(kept) : kept)
  }
}
