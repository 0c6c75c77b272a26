import MTLKernels

/// A vector a sequence: dropout, a linear layer on the pooled first row, 1 - cosine.
///
/// Only the direction is learnt, so that answers have length 1.
public struct VectorHead: Head {
  private let projection: Linear
  private let dimension: Int
  private let dropout: Float
  public let feeds = [HeadFeed.pooled]

  public struct Activations {
    let x: Matrix  // [rows, width], after dropout
    let y: Matrix  // [rows, dimension]
    let inverseNorms: Matrix  // [1, rows]
  }

  public init(_ context: HeadContext, dimension: Int, dropout: Float) {
    projection = Linear(context.scope("projection"), input: context.pooled, output: dimension)
    (self.dimension, self.dropout) = (dimension, dropout)
  }

  public func valid(_ batch: HeadBatch) -> [Int] {
    [batch.targets == nil ? 0 : batch.inputs[0].rows.count]
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let rows = batch.inputs[0].rows.count
    return Activations(
      x: arena.take(rows, projection.weight.shape.columns), y: arena.take(rows, dimension),
      inverseNorms: arena.take(1, answering ? rows : 0))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x[0], key, into: kept.x)
    } else {
      copy(x[0], into: kept.x)
    }
    projection.forward(kept.x, into: kept.y)
    return [batch.targets.map { cosineLoss(kept.y, $0.numbers) } ?? 0]
  }

  /// Overwrites the answers with their gradient.
  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets else { return zero(dx[0]) }
    cosineLossBackward(kept.y, targets.numbers, scale: batch.scales[0])
    projection.backward(kept.y, input: kept.x, into: dx[0])
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx[0], key) }
  }

  /// Overwrites the answers with those of length 1.
  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    unitRows(kept.y, inverseNorms: kept.inverseNorms, into: kept.y)
    return HeadOutput(values: kept.y.values, columns: dimension)
  }
}

extension HeadPlan {
  /// A vector a sequence.
  public static func vector(_ problem: String, dimension: Int, dropout: Float = 0.1) -> HeadPlan {
    HeadPlan(problem: problem) { VectorHead($0, dimension: dimension, dropout: dropout) }
  }
}
