import MTLKernels

/// A class a row: dropout, a linear layer, softmax and cross-entropy.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805: over the pooled first row (§4.1) it
/// classifies sequences, over the rows of first pieces (§5.3) it tags words.
public struct SoftmaxHead: Head {
  private let classifier: Linear
  private let classes: Int
  private let dropout: Float
  private let loss: ClassLoss
  public let feeds: [HeadFeed]

  public struct Activations {
    let x: Matrix  // [rows, width], after dropout
    let probabilities: Matrix  // [rows, classes]
  }

  public init(
    _ context: HeadContext, _ feed: HeadFeed, classes: Int, dropout: Float,
    loss: ClassLoss = ClassLoss()
  ) {
    classifier = Linear(
      context.scope("classifier"), input: context.width(of: feed), output: classes)
    feeds = [feed]
    (self.classes, self.dropout, self.loss) = (classes, dropout, loss)
  }

  public func divisors(_ batch: HeadBatch) -> [Double] { [loss.divisor(batch.targets?.ids ?? [])] }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let rows = batch.inputs[0].rows.count
    return Activations(
      x: arena.take(rows, classifier.weight.shape.columns),
      probabilities: arena.take(rows, classes))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x[0], key, into: kept.x)
    } else {
      copy(x[0], into: kept.x)
    }
    classifier.forward(kept.x, into: kept.probabilities)
    guard let targets = batch.targets else {
      softmax(kept.probabilities, scale: 1)
      return [0]
    }
    return [loss.forward(kept.probabilities, targets.ids)]
  }

  /// Overwrites the probabilities with the gradient of the logits.
  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard let targets = batch.targets else { return zero(dx[0]) }
    loss.backward(kept.probabilities, targets.ids, scale: batch.scales[0])
    classifier.backward(kept.probabilities, input: kept.x, into: dx[0])
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx[0], key) }
  }

  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    HeadOutput(probabilities: kept.probabilities.values, classes: classes)
  }
}

extension HeadPlan {
  /// A class a sequence.
  public static func classification(
    _ problem: String, classes: Int, dropout: Float = 0.1, loss: ClassLoss = ClassLoss()
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      SoftmaxHead($0, .pooled, classes: classes, dropout: dropout, loss: loss)
    }
  }

  /// A class a word, read at its first piece.
  public static func tagging(
    _ problem: String, classes: Int, dropout: Float = 0.1, loss: ClassLoss = ClassLoss()
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      SoftmaxHead($0, .tokens, classes: classes, dropout: dropout, loss: loss)
    }
  }
}
