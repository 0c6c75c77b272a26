/// Whether a pair's second span comes from another document (1) or follows the first (0).
public struct RelationEncoder: TargetEncoder {
  private let problem: String

  public init(problem: String) { self.problem = problem }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard case .label(.boolean(let isRandom)) = target else {
      throw DataError(place(), .label(.missing(problem: problem)))
    }
    return TargetRow(ids: [isRandom ? 1 : 0])
  }
}
