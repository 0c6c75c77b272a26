import MTLKernels

/// What stands in a masked place: logits = norm(activation(W x + b)) Eᵀ + bias, a column a piece.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3.1, as published: E is the table of word
/// embeddings (Press & Wolf 2016, https://arxiv.org/abs/1608.05859), whose gradient both uses add to,
/// or a table of its own. Parameters are named as in Hugging Face's `BertLMPredictionHead`.
public struct VocabularyDecoder {
  let dense: Linear
  let activation: Activation
  let norm: LayerNorm
  let words: Parameter  // [vocabulary, hidden]
  let bias: Parameter  // [vocabulary]

  /// What forward leaves for backward.
  public struct Activations {
    let expanded: Matrix  // [rows, hidden], before the activation
    let norm: LayerNorm.Activations
    let normed: Matrix  // [rows, hidden]
    /// Logits, which the loss turns into probabilities and then into their gradient: the only matrix
    /// as wide as the vocabulary.
    let logits: Matrix  // [rows, vocabulary]

    init(_ arena: Arena, rows: Int, hidden: Int, vocabulary: Int) {
      expanded = arena.take(rows, hidden)
      norm = .init(arena, tokens: rows, hidden: hidden)
      normed = arena.take(rows, hidden)
      logits = arena.take(rows, vocabulary)
    }
  }

  /// For rows of `input` features; with `tied` the decoder is that table, [vocabulary, hidden].
  public init(_ scope: Scope, _ sizes: EncoderConfiguration, input: Int, tied: Parameter?) {
    let (hidden, transform) = (sizes.hiddenSize, scope("transform"))
    dense = Linear(transform("dense"), input: input, output: hidden)
    norm = LayerNorm(transform("LayerNorm"), hidden: hidden, epsilon: sizes.layerNormEpsilon)
    words = tied ?? scope("decoder").parameter("weight", sizes.vocabularySize, hidden)
    bias = scope.parameter("bias", words.shape.rows, role: .bias)
    activation = sizes.activation
  }

  public func activations(_ arena: Arena, rows: Int) -> Activations {
    Activations(arena, rows: rows, hidden: words.shape.columns, vocabulary: words.shape.rows)
  }

  /// x: [rows, input] → kept.logits: [rows, vocabulary].
  func forward(_ x: Matrix, _ kept: Activations) {
    dense.forward(x, into: kept.expanded)
    activation.forward(.float32(kept.expanded), into: .float32(kept.norm.x))
    norm.forward(kept.norm, into: kept.normed)
    multiply(kept.normed, weight: words.value, bias: bias.value, into: kept.logits)
  }

  /// The summed loss of the pieces that stood there; the logits become probabilities. 0 without them.
  func loss(_ targets: [Int32]?, _ kept: Activations) -> Double {
    guard let targets else {
      softmax(kept.logits, scale: 1)
      return 0
    }
    return crossEntropy(kept.logits, targets, smoothing: 0)
  }

  /// The gradient of scale times the loss → dx: [rows, input], where kept.logits holds probabilities,
  /// which it overwrites. Adds to every gradient, to that of a tied table too.
  func backward(
    _ x: Matrix, _ targets: [Int32], scale: Float, _ kept: Activations, into dx: Matrix
  ) {
    crossEntropyBackward(kept.logits, targets, smoothing: 0, scale: scale)
    multiply(kept.logits, kept.normed, transposing: .left, into: words.gradient, .accumulate)
    addRows(of: kept.logits, to: bias.gradient)
    let gradient = kept.normed  // read for the last time above
    multiply(kept.logits, words.value, into: gradient)
    norm.backward(gradient, kept.norm)
    activation.backward(.float32(gradient), input: .float32(kept.expanded))
    dense.backward(gradient, input: x, into: dx)
  }
}
