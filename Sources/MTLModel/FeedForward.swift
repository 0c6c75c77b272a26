import MTLKernels

/// y = norm(x + dropout(W₂ gelu(W₁ x))).
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.
struct FeedForward {
  let up: Linear
  let down: Linear
  let norm: LayerNorm
  let activation: Activation
  let dropout: Float

  /// What forward leaves for backward.
  struct Activations {
    let expanded: Matrix  // [tokens, intermediate], before the activation
    let activated: Matrix  // [tokens, intermediate]
    let norm: LayerNorm.Activations

    init(_ arena: Arena, tokens: Int, _ sizes: EncoderConfiguration) {
      expanded = arena.take(tokens, sizes.intermediateSize)
      activated = arena.take(tokens, sizes.intermediateSize)
      norm = .init(arena, tokens: tokens, hidden: sizes.hiddenSize)
    }
  }

  /// Gradients of the insides, which all layers share.
  struct Gradients {
    let added: Matrix  // [tokens, hidden], before the dropout
    let activated: Matrix  // [tokens, intermediate]

    init(_ arena: Arena, tokens: Int, _ sizes: EncoderConfiguration) {
      added = arena.take(tokens, sizes.hiddenSize)
      activated = arena.take(tokens, sizes.intermediateSize)
    }
  }

  init(_ scope: Scope, _ sizes: EncoderConfiguration) {
    let (hidden, intermediate) = (sizes.hiddenSize, sizes.intermediateSize)
    up = Linear(scope("intermediate")("dense"), input: hidden, output: intermediate)
    down = Linear(scope("output")("dense"), input: intermediate, output: hidden)
    norm = LayerNorm(
      scope("output")("LayerNorm"), hidden: hidden, epsilon: sizes.layerNormEpsilon)
    (activation, dropout) = (sizes.activation, sizes.hiddenDropout)
  }

  /// x: [tokens, hidden] → y: [tokens, hidden].
  func forward(_ x: Matrix, _ random: RandomKey?, _ kept: Activations, into y: Matrix) {
    up.forward(x, into: kept.expanded)
    activation.forward(.float32(kept.expanded), into: .float32(kept.activated))
    down.forward(kept.activated, into: kept.norm.x)
    MTLKernels.dropout(kept.norm.x, DropoutKey(random, rate: dropout), adding: x)
    norm.forward(kept.norm, into: y)
  }

  /// Turns dy into dx in place.
  func backward(
    _ dy: Matrix, input x: Matrix, _ random: RandomKey?, _ kept: Activations,
    _ gradients: Gradients
  ) {
    norm.backward(dy, kept.norm)
    let dAdded = dropped(dy, DropoutKey(random, rate: dropout), gradients.added)
    down.backward(dAdded, input: kept.activated, into: gradients.activated)
    activation.backward(.float32(gradients.activated), input: .float32(kept.expanded))
    up.backward(gradients.activated, input: x, into: dy, .accumulate)
  }
}

/// The gradient before dropout, in `scratch`; dy itself where nothing was dropped.
func dropped(_ dy: Matrix, _ key: DropoutKey?, _ scratch: Matrix) -> Matrix {
  guard let key else { return dy }
  MTLKernels.dropout(dy, key, into: scratch)
  return scratch
}
