import MTLKernels

/// What a head that chooses one class a row is to make small: cross-entropy, perhaps smoothed, weighted
/// and focused.
///
/// The mean of the loss is taken as `torch.nn.CrossEntropyLoss` takes it: over the weights of the targets,
/// not over their number.
public struct ClassLoss: Equatable, Sendable {
  /// The share of a target that goes to all classes alike (Szegedy et al. 2015).
  public var smoothing: Float
  /// γ of Lin et al. 2017, https://arxiv.org/abs/1708.02002; 0 leaves cross-entropy as it is.
  public var focus: Float
  /// [classes]; empty where all weigh one.
  public var weights: [Float]

  public init(smoothing: Float = 0, focus: Float = 0, weights: [Float] = []) {
    (self.smoothing, self.focus, self.weights) = (smoothing, focus, weights)
  }

  private var isPlain: Bool { focus == 0 && weights.isEmpty }

  /// What the summed loss of targets is divided by to be a mean.
  func divisor(_ targets: [Int32]) -> Double {
    if weights.isEmpty { return Double(targets.count { $0 >= 0 }) }
    return targets.reduce(0) { $0 + ($1 >= 0 ? Double(weights[Int($1)]) : 0) }
  }

  /// The summed loss; logits x: [rows, classes] become probabilities.
  func forward(_ x: Matrix, _ targets: [Int32]) -> Double {
    if isPlain { return crossEntropy(x, targets, smoothing: smoothing) }
    return weightedCrossEntropy(
      x, targets, weights: ones(or: weights, x.columns), smoothing: smoothing, focus: focus)
  }

  /// The gradient of the logits, in place over the probabilities.
  func backward(_ p: Matrix, _ targets: [Int32], scale: Float) {
    if isPlain { return crossEntropyBackward(p, targets, smoothing: smoothing, scale: scale) }
    weightedCrossEntropyBackward(
      p, targets, weights: ones(or: weights, p.columns), smoothing: smoothing, focus: focus,
      scale: scale)
  }
}

/// `weights`, or as many ones where there are none.
func ones(or weights: [Float], _ count: Int) -> [Float] {
  weights.isEmpty ? Array(repeating: 1, count: count) : weights
}
