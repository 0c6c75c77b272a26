import MTLKernels

/// What stands on the encoder for one problem: rows in, a loss or an answer out.
///
/// A new type of head is one file: a struct that conforms, and a ``HeadPlan`` that makes it. Nothing
/// else asks which type a head is.
public protocol Head {
  associatedtype Activations

  /// Which rows it reads.
  var feed: HeadFeed { get }

  /// Cuts what one batch needs.
  func activations(_ arena: Arena, rows: Int) -> Activations

  /// x: [rows, hidden] → the summed, unscaled loss. Without targets, only what ``output(_:)`` reads.
  func forward(
    _ x: Matrix, _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> Double

  /// The gradient of `batch.scale` times the loss → dx: [rows, hidden]. Adds to its own gradients.
  func backward(_ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations, into dx: Matrix)

  /// What the head says after ``forward(_:_:_:_:)``.
  func output(_ batch: HeadBatch, _ kept: Activations) -> HeadOutput
}

/// What a head is fed.
public enum HeadFeed: Equatable, Sendable {
  /// First rows, through the pooler where the encoder has one.
  case pooled
  /// The encoder's rows as they are.
  case tokens
}

/// A head's answer.
public struct HeadOutput: Equatable, Sendable {
  /// A row a head row, end to end.
  public let probabilities: [Float]  // [rows, classes]
  public let classes: Int
  /// The class chosen, a head row each.
  public let labels: [Int32]
  /// The summed, unscaled loss; 0 without targets.
  public internal(set) var loss = 0.0

  public init(probabilities: [Float], classes: Int, labels: [Int32]) {
    (self.probabilities, self.classes, self.labels) = (probabilities, classes, labels)
  }

  /// Chooses the most probable class, the first of equals.
  public init(probabilities: [Float], classes: Int) {
    let labels = stride(from: 0, to: probabilities.count, by: max(classes, 1)).map { start in
      var best = start
      for i in start..<start + classes where probabilities[i] > probabilities[best] { best = i }
      return Int32(best - start)
    }
    self.init(probabilities: probabilities, classes: classes, labels: labels)
  }
}

/// How one problem's head is made.
public struct HeadPlan: Sendable {
  public let problem: String
  /// Makes the head in its scope, for an encoder of that hidden size.
  public let make: @Sendable (_ scope: Scope, _ hidden: Int) -> any Head

  public init(
    problem: String, make: @escaping @Sendable (_ scope: Scope, _ hidden: Int) -> any Head
  ) {
    (self.problem, self.make) = (problem, make)
  }
}
