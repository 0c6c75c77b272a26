import MTLModel

/// The mean cosine of vectors and the true ones, the main score; 0 for a vector of zeros.
public struct CosineMetric: Metric {
  private var total = 0.0
  private var rows = 0

  public init() {}

  public mutating func add(_ batch: HeadBatch, _ output: HeadOutput) throws(MetricError) {
    guard let targets = batch.targets else { return }
    try add(truth: targets.numbers, prediction: output.values, columns: output.columns)
  }

  /// Counts rows of `columns` numbers that lie end to end. Throws, counting nothing, where there are
  /// not as many truths as predictions, or a number is not finite.
  public mutating func add(
    truth: [Float], prediction: [Float], columns: Int
  ) throws(MetricError) {
    guard truth.count == prediction.count, columns > 0, truth.count % columns == 0 else {
      throw .count(truth: truth.count, prediction: prediction.count)
    }
    var cosines: [Double] = []
    for start in stride(from: 0, to: truth.count, by: columns) {
      let cosine = cosine(truth[start..<start + columns], prediction[start..<start + columns])
      guard cosine.isFinite else {
        throw .number(kind: "prediction", row: start / columns, got: cosine)
      }
      cosines.append(cosine)
    }
    total += cosines.reduce(0, +)
    rows += cosines.count
  }

  public var scores: Scores {
    Scores(main: "cosine", ["cosine": rows == 0 ? 0 : total / Double(rows)])
  }

  private func cosine(_ x: ArraySlice<Float>, _ y: ArraySlice<Float>) -> Double {
    var (product, squareX, squareY) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      product += Double(x) * Double(y)
      squareX += Double(x) * Double(x)
      squareY += Double(y) * Double(y)
    }
    let norm = (squareX * squareY).squareRoot()
    return norm == 0 ? 0 : product / norm
  }
}
