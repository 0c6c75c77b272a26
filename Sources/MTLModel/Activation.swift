import MTLKernels

/// The non-linearity of the feed-forward part, by its name in Hugging Face's `hidden_act`.
public enum Activation: String, CaseIterable, Equatable, Sendable {
  case gelu
  case geluNew = "gelu_new"
  case relu

  func forward(_ x: Factor, into y: Factor) {
    switch self {
    case .gelu: MTLKernels.gelu(x, into: y)
    case .geluNew: MTLKernels.geluNew(x, into: y)
    case .relu: MTLKernels.relu(x, into: y)
    }
  }

  /// Turns dy into dx in place; x is the input of ``forward(_:into:)``. Adds to the gradient of the
  /// bias that was the last thing added to x, where there is one to train.
  func backward(_ dy: Factor, input x: Factor, biasGradient: Matrix? = nil) {
    switch self {
    case .gelu: geluBackward(dy, input: x, biasGradient: biasGradient)
    case .geluNew: geluNewBackward(dy, input: x, biasGradient: biasGradient)
    case .relu: reluBackward(dy, input: x, biasGradient: biasGradient)
    }
  }
}
