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
    let expanded: Factor  // [tokens, intermediate], before the activation
    let activated: Factor  // [tokens, intermediate]
    let norm: LayerNorm.Activations

    init(
      _ arena: Arena, tokens: Int, _ sizes: EncoderConfiguration,
      _ precision: Precision = .float32, places: [Int32]? = nil
    ) {
      expanded = arena.take(tokens, sizes.intermediateSize, precision.kept)
      activated = arena.take(tokens, sizes.intermediateSize, precision)
      norm = .init(arena, tokens: tokens, hidden: sizes.hiddenSize, places: places)
    }
  }

  /// Gradients of the insides, which all layers share.
  struct Gradients {
    let added: Factor  // [tokens, hidden], before the dropout
    let activated: Factor  // [tokens, intermediate]

    init(
      _ arena: Arena, tokens: Int, _ sizes: EncoderConfiguration, _ precision: Precision = .float32
    ) {
      added = arena.take(tokens, sizes.hiddenSize, precision)
      activated = arena.take(tokens, sizes.intermediateSize, precision)
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
  func forward(_ x: Features, _ random: RandomKey?, _ kept: Activations, into y: Features) {
    up.forward(x.factor, into: kept.expanded)
    activation.forward(kept.expanded, into: kept.activated)
    down.forward(kept.activated, into: kept.norm.x)
    norm.forward(
      kept.norm, dropout: DropoutKey(random, rate: dropout), adding: x.rows, into: y)
  }

  /// Turns dy into dx in place.
  func backward(
    _ dy: Matrix, input x: Features, _ random: RandomKey?, _ kept: Activations,
    _ gradients: Gradients
  ) {
    norm.backward(
      dy, kept.norm, dropout: DropoutKey(random, rate: dropout), into: gradients.added,
      bias: down.bias)
    down.backward(gradients.added, input: kept.activated, into: gradients.activated)
    activation.backward(
      gradients.activated, input: kept.expanded, biasGradient: up.bias.trainedGradient)
    up.backward(gradients.activated, input: x.factor, into: dy, .accumulate)
  }
}
