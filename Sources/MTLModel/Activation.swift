import MTLKernels

/// The non-linearity of the feed-forward part, by its name in Hugging Face's `hidden_act`.
public enum Activation: String, CaseIterable, Equatable, Sendable {
  case gelu
  case geluNew = "gelu_new"
  case relu

  func forward(_ x: Matrix, into y: Matrix) {
    switch self {
    case .gelu: MTLKernels.gelu(x, into: y)
    case .geluNew: MTLKernels.geluNew(x, into: y)
    case .relu: MTLKernels.relu(x, into: y)
    }
  }

  /// Turns dy into dx in place; x is the input of ``forward(_:into:)``.
  func backward(_ dy: Matrix, input x: Matrix) {
    switch self {
    case .gelu: geluBackward(dy, input: x)
    case .geluNew: geluNewBackward(dy, input: x)
    case .relu: reluBackward(dy, input: x)
    }
  }
}
