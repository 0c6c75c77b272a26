import MTLKernels

/// Any number of classes a text: dropout, a linear layer, a sigmoid a class and binary cross-entropy.
///
/// A class is chosen where its probability reaches its threshold. The mean of the loss is over texts and
/// classes, as `torch.nn.BCEWithLogitsLoss` takes it. A target of -1 in a set is a label without a class.
public struct LabelSetHead: Head {
  private let classifier: Linear
  private let dropout: Float
  private let loss: LabelSetLoss
  private let thresholds: Thresholds
  public let feeds = [HeadFeed.pooled]

  public struct Activations {
    let x: Matrix  // [texts, width], after dropout
    let logits: Matrix  // [texts, classes]; after output probabilities
    let truth: Matrix  // [texts, classes], 0 or 1
    let gradient: Matrix  // [texts, classes]
  }

  /// `thresholds` has one a class, or is nil where ``tune(_:)`` sets them; before that they are 0.5.
  public init(
    _ context: HeadContext, classes: Int, dropout: Float, loss: LabelSetLoss = LabelSetLoss(),
    thresholds: [Float]?
  ) {
    classifier = Linear(
      context.scope("classifier"), input: context.width(of: .pooled), output: classes)
    self.thresholds =
      thresholds.map { .fixed($0) }
      ?? .tuned(context.scope.parameter("thresholds", classes, role: .bias))
    (self.dropout, self.loss) = (dropout, loss)
  }

  public func valid(_ batch: HeadBatch) -> [Int] { [batch.targets?.lengths.count ?? 0] }

  public func divisors(_ batch: HeadBatch) -> [Double] {
    [Double((batch.targets?.lengths.count ?? 0) * classifier.bias.shape.columns)]
  }

  public func activations(_ arena: Arena, _ batch: HeadBatch, answering: Bool) -> Activations {
    let (rows, classes) = (batch.inputs[0].rows.count, classifier.bias.shape.columns)
    return Activations(
      x: arena.take(rows, classifier.weight.shape.columns), logits: arena.take(rows, classes),
      truth: arena.take(rows, classes), gradient: arena.take(rows, classes))
  }

  public func forward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> [Double] {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x[0], key, into: kept.x)
    } else {
      copy(x[0], into: kept.x)
    }
    classifier.forward(kept.x, into: kept.logits)
    guard let targets = batch.targets else { return [0] }
    copy(from: truth(targets), into: kept.truth)
    return [loss.forward(kept.logits, kept.truth)]
  }

  public func backward(
    _ x: [Matrix], _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations,
    into dx: [Matrix]
  ) {
    guard batch.targets != nil else { return zero(dx[0]) }
    loss.backward(kept.logits, kept.truth, scale: batch.scales[0], into: kept.gradient)
    classifier.backward(kept.gradient, input: kept.x, into: dx[0])
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx[0], key) }
  }

  public func output(_ x: [Matrix], _ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    sigmoid(kept.logits)
    let (values, columns) = (kept.logits.values, kept.logits.columns)
    let thresholds = thresholds.values
    var output = HeadOutput(values: values, columns: columns)
    for start in stride(from: 0, to: values.count, by: columns) {
      let chosen = (0..<columns).filter { values[start + $0] >= thresholds[$0] }
      output.ids += chosen.map { Int32($0) }
      output.lengths.append(chosen.count)
    }
    return output
  }

  public func tune(_ numbers: [Float]) { thresholds.set(numbers) }

  /// [texts, classes]: 1 where a class is in the text's set.
  private func truth(_ targets: Targets) -> [Float] {
    let classes = classifier.bias.shape.columns
    var truth = [Float](repeating: 0, count: targets.lengths.count * classes)
    var start = 0
    for (row, length) in targets.lengths.enumerated() {
      for id in targets.ids[start..<start + length] where id >= 0 {
        truth[row * classes + Int(id)] = 1
      }
      start += length
    }
    return truth
  }
}

extension HeadPlan {
  /// A set of classes a text; without thresholds they are tuned.
  public static func labelSet(
    _ problem: String, classes: Int, dropout: Float = 0.1, loss: LabelSetLoss = LabelSetLoss(),
    thresholds: [Float]?
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      LabelSetHead($0, classes: classes, dropout: dropout, loss: loss, thresholds: thresholds)
    }
  }
}
