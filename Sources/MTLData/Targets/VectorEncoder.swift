/// One vector a row, of the dimension that training has seen; kept at length 1.
public struct VectorEncoder: TargetEncoder {
  private let problem: String
  private let dimension: Int

  public init(problem: String, dimension: Int) {
    self.problem = problem
    self.dimension = dimension
  }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard let target else { throw DataError(place(), .label(.missing(problem: problem))) }
    guard case .numbers(let vector) = target, !vector.isEmpty else {
      let fault = LabelFault.kind(problem: problem, expected: .vector, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    if let fault = fault(of: vector) { throw DataError(place(), .number(fault)) }
    let largest = vector.reduce(0) { max($0, $1.magnitude) }
    let scaled = vector.map { $0 / largest }
    let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return TargetRow(numbers: scaled.map { Float($0 / length) })
  }

  private func fault(of vector: [Double]) -> NumberFault? {
    guard vector.count == dimension else {
      return .dimension(problem: problem, expected: dimension, got: vector.count)
    }
    for (i, number) in vector.enumerated() where !Float(number).isFinite {
      return .element(problem: problem, place: i + 1, got: number)
    }
    return vector.allSatisfy { $0 == 0 } ? .zeros(problem: problem) : nil
  }
}
