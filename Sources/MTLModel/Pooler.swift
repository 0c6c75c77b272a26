import MTLKernels

/// tanh(W x + b) of a sequence's first row. Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.
public struct Pooler: RowStage {
  let dense: Linear

  public var width: Int { dense.weight.shape.rows }
  public var isTrained: Bool { dense.weight.isTrained }

  public init(_ scope: Scope, hidden: Int) {
    dense = Linear(scope("dense"), input: hidden, output: hidden)
  }

  /// x: [rows, hidden] → y: [rows, hidden].
  public func forward(_ x: Matrix, _ kept: Void, into y: Matrix) {
    dense.forward(x, into: y)
    hyperbolicTangent(y)
  }

  /// dy: [rows, hidden], overwritten → dx: [rows, hidden]. Adds to the gradients.
  public func backward(
    _ dy: Matrix, input x: Matrix, output y: Matrix, _ kept: Void, into dx: Matrix
  ) {
    hyperbolicTangentBackward(dy, output: y)
    dense.backward(dy, input: x, into: dx)
  }
}
