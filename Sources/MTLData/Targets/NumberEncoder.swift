/// One number a row: (x - mean) / deviation.
public struct NumberEncoder: TargetEncoder {
  private let problem: String
  private let mean: Double
  private let deviation: Double

  /// `deviation` is above 0.
  public init(problem: String, mean: Double, deviation: Double) {
    self.problem = problem
    (self.mean, self.deviation) = (mean, deviation)
  }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard let target else { throw DataError(place(), .label(.missing(problem: problem))) }
    guard case .number(let number) = target else {
      let fault = LabelFault.kind(problem: problem, expected: .number, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    let standard = Float((number - mean) / deviation)
    guard Float(number).isFinite, standard.isFinite else {
      throw DataError(place(), .number(.notFinite(problem: problem, got: number)))
    }
    return TargetRow(numbers: [standard])
  }
}
