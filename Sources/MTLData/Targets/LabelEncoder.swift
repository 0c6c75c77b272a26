/// One label a row: its id.
public struct LabelEncoder: TargetEncoder {
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
    guard case .label(let label) = target else {
      let fault = LabelFault.kind(problem: problem, expected: .label, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    return TargetRow(ids: [try vocabulary.index(of: label, problem: problem, place: place())])
  }
}
