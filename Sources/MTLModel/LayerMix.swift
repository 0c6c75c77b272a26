import MTLKernels

/// γ Σⱼ softmax(s)ⱼ hⱼ over the outputs hⱼ of the embeddings and of every layer, of the rows that a
/// head reads.
///
/// Peters et al. 2018, https://arxiv.org/abs/1802.05365, eq. 1. It begins as the mean of all layers.
public struct LayerMix {
  let scores: Parameter  // [levels], s
  let gain: Parameter  // [1], γ

  /// What forward leaves for backward.
  public struct Activations {
    let shares: Matrix  // [1, levels], softmax(s)
    let dShares: Matrix  // [1, levels]

    init(_ arena: Arena, levels: Int) {
      shares = arena.take(1, levels)
      dShares = arena.take(1, levels)
    }
  }

  /// The scores begin at zero and, like the gain, do not decay.
  public init(_ scope: Scope, levels: Int) {
    scores = scope.parameter("scores", levels, role: .bias)
    gain = scope.parameter("gain", 1, role: .gain)
  }

  /// hidden: [tokens, hidden] for each level → y: [indices, hidden].
  func forward(_ hidden: [Matrix], _ indices: [Int32], _ kept: Activations, into y: Matrix) {
    copy(scores.value, into: kept.shares)
    softmax(kept.shares, scale: 1)
    gather(hidden, shares: kept.shares, gain: gain.value, indices, into: y)
  }

  /// dy: [indices, hidden]; adds to the gradients of s and γ, and to those of the levels that have one.
  func backward(
    _ dy: Matrix, _ hidden: [Matrix], _ indices: [Int32], _ kept: Activations,
    addingTo gradients: [Matrix?]
  ) {
    gatherBackward(
      dy, hidden, shares: kept.shares, gain: gain.value, indices, dShares: kept.dShares,
      gainGradient: gain.gradient, addingTo: gradients)
    softmaxBackward(kept.dShares, probabilities: kept.shares, scale: 1)
    add(kept.dShares, to: scores.gradient)
  }
}
