import MTLKernels

/// What a row of texts to be told apart may say of itself: nothing, how alike the sides of its pair
/// are, or a label that marks the rows which are not each other's opposites.
public struct LikenessEncoder: TargetEncoder {
  private let problem: String

  public init(problem: String) { self.problem = problem }

  /// One id, -1 without a label, and one number, not a number without a score.
  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    switch target {
    case nil, .nothing: return TargetRow(ids: [-1], numbers: [.nan])
    case .label(let label):
      return TargetRow(ids: [LikenessEncoder.id(of: label)], numbers: [.nan])
    case .number(let score):
      guard Float(score).isFinite else {
        throw DataError(place(), .number(.notFinite(problem: problem, got: score)))
      }
      return TargetRow(ids: [-1], numbers: [Float(score)])
    case .labels, .byModality, .numbers, .text:
      let got = target?.summary ?? "nothing"
      let fault = LabelFault.kind(problem: problem, expected: .optionalNumber, got: got)
      throw DataError(place(), .label(fault))
    }
  }

  /// The label as 31 bits, so that evaluation may have labels which training had not. Two
  /// labels of one id, one pair in 2 · 10⁹, would only spare each other.
  private static func id(of label: Label) -> Int32 {
    let hash = Fingerprint(label.quoted).value
    return Int32(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
  }
}
