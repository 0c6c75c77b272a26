/// One label a word: the ids of the words that the row keeps, each standing at its first piece.
public struct TagEncoder: TargetEncoder {
  private let problem: String
  private let vocabulary: LabelVocabulary

  public init(problem: String, _ vocabulary: LabelVocabulary) {
    self.problem = problem
    self.vocabulary = vocabulary
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
    return TargetRow(ids: row.wordStarts.map { ids[Int($0.word)] })
  }
}
