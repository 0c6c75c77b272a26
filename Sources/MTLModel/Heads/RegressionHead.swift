import MTLKernels

/// A number a sequence: dropout, a linear layer on the pooled first row, squared error.
///
/// The layer learns standardised numbers, whatever the unit of the targets; answers are
/// y · deviation + mean, in the targets' own unit.
public struct RegressionHead: Head {
  private let regressor: Linear
  private let scaling: Standardization
  private let dropout: Float
  public let feeds = [HeadFeed.pooled]

  public struct Activations {
    let x: Matrix  // [rows, width], after dropout
    let y: Matrix  // [rows, 1]
  }

  public init(_ context: HeadContext, _ scaling: Standardization, dropout: Float) {
    regressor = Linear(context.scope("regressor"), input: context.pooled, output: 1)
    (self.scaling, self.dropout) = (scaling, dropout)
  }

  public func valid(_ batch: HeadBatch) -> [Int] { [batch.targets?.numbers.count ?? 0] }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let rows = batch.inputs[0].rows.count
    return Activations(
      x: arena.take(rows, regressor.weight.shape.columns), y: arena.take(rows, 1))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x[0], key, into: kept.x)
    } else {
      copy(x[0], into: kept.x)
    }
    regressor.forward(kept.x, into: kept.y)
    return [batch.targets.map { squaredError(kept.y, $0.numbers) } ?? 0]
  }

  /// Overwrites the answers with their gradient.
  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets else { return zero(dx[0]) }
    squaredErrorBackward(kept.y, targets.numbers, scale: batch.scales[0])
    regressor.backward(kept.y, input: kept.x, into: dx[0])
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx[0], key) }
  }

  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    HeadOutput(values: kept.y.values.map(scaling.restored), columns: 1)
  }
}

/// How numbers of any unit become numbers around 0.
public struct Standardization: Equatable, Sendable {
  public let mean: Double
  /// Above 0.
  public let deviation: Double

  public init(mean: Double, deviation: Double) {
    (self.mean, self.deviation) = (mean, deviation)
  }

  /// The number in its own unit.
  public func restored(_ y: Float) -> Float { Float(Double(y) * deviation + mean) }
}

extension HeadPlan {
  /// A number a sequence.
  public static func regression(
    _ problem: String, _ scaling: Standardization, dropout: Float = 0.1
  ) -> HeadPlan {
    HeadPlan(problem: problem) { RegressionHead($0, scaling, dropout: dropout) }
  }
}
