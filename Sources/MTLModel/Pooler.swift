import MTLKernels

/// tanh(W x + b) of a sequence's first row. Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.
public struct Pooler {
  let dense: Linear

  public init(_ scope: Scope, hidden: Int) {
    dense = Linear(scope("dense"), input: hidden, output: hidden)
  }

  /// x: [rows, hidden] → y: [rows, hidden].
  func forward(_ x: Matrix, into y: Matrix) {
    dense.forward(x, into: y)
    hyperbolicTangent(y)
  }

  /// dy: [rows, hidden], overwritten → dx: [rows, hidden]. Adds to the gradients.
  func backward(_ dy: Matrix, input x: Matrix, output y: Matrix, into dx: Matrix) {
    hyperbolicTangentBackward(dy, output: y)
    dense.backward(dy, input: x, into: dx)
  }
}
