import MTLKernels

/// What a head that chooses a set of classes is to make small: binary cross-entropy, perhaps smoothed,
/// weighted and focused.
public struct LabelSetLoss: Equatable, Sendable {
  public var smoothing: Float
  /// γ of Lin et al. 2017, https://arxiv.org/abs/1708.02002.
  public var focus: Float
  /// [classes]: what a label that is so weighs beside one that is not; empty where both weigh alike.
  public var positiveWeights: [Float]

  public init(smoothing: Float = 0, focus: Float = 0, positiveWeights: [Float] = []) {
    (self.smoothing, self.focus, self.positiveWeights) = (smoothing, focus, positiveWeights)
  }

  /// The summed loss of logits x: [texts, classes] where y is 1 or 0.
  func forward(_ x: Matrix, _ y: Matrix) -> Double {
    binaryCrossEntropy(
      x, y, positiveWeights: ones(or: positiveWeights, x.columns), smoothing: smoothing,
      focus: focus)
  }

  func backward(_ x: Matrix, _ y: Matrix, scale: Float, into dx: Matrix) {
    binaryCrossEntropyBackward(
      x, y, positiveWeights: ones(or: positiveWeights, x.columns), smoothing: smoothing,
      focus: focus, scale: scale, into: dx)
  }
}
