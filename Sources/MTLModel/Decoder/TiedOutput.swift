import MTLKernels

/// y = x Eᵀ + b, where E is the beginning of a table of embeddings: its gradients add to the table's.
///
/// Press & Wolf 2017, https://arxiv.org/abs/1608.05859.
struct TiedOutput {
  let words: Parameter  // [vocabulary, hidden]
  let bias: Parameter  // [outputs]

  /// The first `outputs` rows of the table can be said.
  init(_ scope: Scope, _ words: Parameter, outputs: Int) {
    self.words = words
    bias = scope.parameter("bias", outputs, role: .bias)
  }

  var outputs: Int { bias.shape.columns }

  /// x: [tokens, hidden] → y: [tokens, outputs].
  func forward(_ x: Matrix, into y: Matrix) {
    multiply(x, weight: words.value[rows: 0..<outputs], bias: bias.value, into: y)
  }

  /// dy: [tokens, outputs] → dx: [tokens, hidden]. Adds to the gradients of table and bias.
  func backward(_ dy: Matrix, input x: Matrix, into dx: Matrix) {
    multiply(
      dy, x, transposing: .left, into: words.gradient[rows: 0..<outputs], .accumulate)
    addRows(of: dy, to: bias.gradient)
    multiply(dy, words.value[rows: 0..<outputs], into: dx)
  }
}
