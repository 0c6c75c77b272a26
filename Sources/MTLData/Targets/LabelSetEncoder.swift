/// A set of labels a row, which may be empty: their ids, rising.
public struct LabelSetEncoder: TargetEncoder {
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
      let fault = LabelFault.kind(problem: problem, expected: .labelSet, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    var ids: Set<Int32> = []
    for label in labels {
      let id = try vocabulary.index(of: label, problem: problem, place: place())
      guard ids.insert(id).inserted else {
        throw DataError(place(), .label(.twice(problem: problem, label: label)))
      }
    }
    return TargetRow(ids: ids.sorted())
  }
}
