import MTLKernels

/// selu(W x + b) of pooled rows: a head's own width, where its problem asks for one.
///
/// Klambauer et al. 2017, https://arxiv.org/abs/1706.02515.
public struct PooledDense: RowStage {
  let dense: Linear
  public let width: Int
  public var isTrained: Bool { true }

  public init(_ scope: Scope, input: Int, width: Int) {
    dense = Linear(scope("dense"), input: input, output: width)
    self.width = width
  }

  /// x: [rows, input] → y: [rows, width].
  public func forward(_ x: Matrix, _ kept: Void, into y: Matrix) {
    dense.forward(x, into: y)
    selu(y)
  }

  /// dy: [rows, width], overwritten → dx: [rows, input]. Adds to the gradients.
  public func backward(
    _ dy: Matrix, input x: Matrix, output y: Matrix, _ kept: Void, into dx: Matrix
  ) {
    seluBackward(dy, output: y)
    dense.backward(dy, input: x, into: dx)
  }
}
