import MTLKernels

/// Dropout, a linear layer, softmax and cross-entropy: what classification and tagging share.
struct SoftmaxClassifier {
  let classifier: Linear
  let classes: Int
  let dropout: Float
  let smoothing: Float

  struct Activations {
    let x: Matrix  // [rows, hidden], after dropout
    let probabilities: Matrix  // [rows, classes]
  }

  init(_ scope: Scope, hidden: Int, classes: Int, dropout: Float, smoothing: Float) {
    classifier = Linear(scope("classifier"), input: hidden, output: classes)
    (self.classes, self.dropout, self.smoothing) = (classes, dropout, smoothing)
  }

  func activations(_ arena: Arena, rows: Int) -> Activations {
    Activations(
      x: arena.take(rows, classifier.weight.shape.columns),
      probabilities: arena.take(rows, classes))
  }

  /// x: [rows, hidden] → the summed loss; 0 without targets.
  func forward(
    _ x: Matrix, _ targets: Targets, _ random: RandomKey?, _ kept: Activations
  ) -> Double {
    if let key = DropoutKey(random, rate: dropout) {
      MTLKernels.dropout(x, key, into: kept.x)
    } else {
      copy(x, into: kept.x)
    }
    classifier.forward(kept.x, into: kept.probabilities)
    guard case .classes(let classes) = targets else {
      softmax(kept.probabilities, scale: 1)
      return 0
    }
    return crossEntropy(kept.probabilities, classes, smoothing: smoothing)
  }

  /// Overwrites the probabilities with the gradient of the logits.
  func backward(
    _ targets: Targets, scale: Float, _ random: RandomKey?, _ kept: Activations, into dx: Matrix
  ) {
    guard case .classes(let classes) = targets else { return zero(dx) }
    crossEntropyBackward(kept.probabilities, classes, smoothing: smoothing, scale: scale)
    classifier.backward(kept.probabilities, input: kept.x, into: dx)
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dx, key) }
  }

  func output(_ kept: Activations) -> HeadOutput {
    HeadOutput(probabilities: kept.probabilities.values, classes: classes)
  }
}
