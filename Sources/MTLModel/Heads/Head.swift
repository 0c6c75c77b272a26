import MTLKernels

/// What stands on the encoder for one problem: rows in, a loss or an answer out.
///
/// A new type of head is one file: a struct that conforms, and a ``HeadPlan`` that makes it. Nothing
/// else asks which type a head is.
public protocol Head {
  associatedtype Activations

  /// Which rows it reads; `x` has one matrix for each.
  var feeds: [HeadFeed] { get }

  /// The rows that count in each term of the loss. Most heads have one term.
  func valid(_ batch: HeadBatch) -> [Int]

  /// What each term of the loss is divided by where that is not the number of rows that count: the
  /// sum of their weights, say.
  func divisors(_ batch: HeadBatch) -> [Double]

  /// Cuts what one batch needs; `answering` where ``output(_:_:_:)`` will be asked for.
  func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations

  /// x: [rows, width] a feed → the summed, unscaled loss of each term. Without targets they are 0,
  /// and only what ``output(_:_:_:)`` reads is made.
  func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double]

  /// The gradient of the terms times `batch.scales` → dx: [rows, width] a feed. Adds to its own
  /// gradients.
  func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix])

  /// What the head says after ``forward(_:_:_:_:)``.
  func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput

  /// Takes what an evaluation has chosen, such as thresholds.
  func tune(_ numbers: [Float])
}

extension Head {
  /// One term, of the ids that count.
  public func valid(_ batch: HeadBatch) -> [Int] {
    [batch.targets.map { $0.ids.count { $0 >= 0 } } ?? 0]
  }

  /// The rows that count.
  public func divisors(_ batch: HeadBatch) -> [Double] { valid(batch).map(Double.init) }

  /// Nothing to choose.
  public func tune(_ numbers: [Float]) {}
}

/// What a head is fed.
public enum HeadFeed: CaseIterable, Equatable, Sendable {
  /// First rows, through the pooler where the encoder has one.
  case pooled
  /// The encoder's rows as they are, but for the trunk.
  case tokens
}
