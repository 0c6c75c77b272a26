import MTLKernels

/// y = norm(x + dropout(Wₒ attention(x, memory))), where the memory of self-attention is x.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3; over another memory, Vaswani et al. 2017,
/// https://arxiv.org/abs/1706.03762, §3.2.3.
struct AttentionSublayer {
  let attention: Attention
  let output: Linear
  let norm: LayerNorm
  let dropout: Float

  /// What forward leaves for backward.
  struct Activations {
    let attention: Attention.Activations
    /// Its rows in float32 are read once, before the sum that `norm` keeps takes their place, where the
    /// output's product reads a narrow copy.
    let context: Features  // [queries, hidden]
    let norm: LayerNorm.Activations

    init(
      _ arena: Arena, _ spans: Spans, _ sizes: EncoderConfiguration,
      _ precision: Precision = .float32, forBackward: Bool = true
    ) {
      let (rows, hidden) = (spans.queryRows, sizes.hiddenSize)
      attention = .init(
        arena, spans, hidden: hidden, heads: sizes.heads, forBackward: forBackward)
      norm = .init(arena, tokens: rows, hidden: hidden, places: spans.rows)
      context =
        precision == .float32
        ? Features(arena.take(rows, hidden))
        : Features(norm.x, factor: arena.take(rows, hidden, precision))
    }
  }

  /// Gradients of the insides, which all layers share.
  struct Gradients {
    let attention: Attention.Gradients
    let context: Matrix  // [queries, hidden]
    let added: Factor  // [queries, hidden], before the dropout

    init(
      _ arena: Arena, _ spans: Spans, _ sizes: EncoderConfiguration,
      _ precision: Precision = .float32
    ) {
      attention = .init(arena, spans, hidden: sizes.hiddenSize, precision)
      context = arena.take(spans.queryRows, sizes.hiddenSize)
      added = arena.take(spans.queryRows, sizes.hiddenSize, precision)
    }
  }

  /// `memory` is the width of the memory's rows, where it is not x.
  init(_ scope: Scope, _ sizes: EncoderConfiguration, memory: Int? = nil) {
    let hidden = sizes.hiddenSize
    attention = Attention(
      scope("self"), hidden: hidden, memory: memory, heads: sizes.heads,
      dropout: sizes.attentionDropout)
    output = Linear(scope("output")("dense"), input: hidden, output: hidden)
    norm = LayerNorm(
      scope("output")("LayerNorm"), hidden: hidden, epsilon: sizes.layerNormEpsilon)
    dropout = sizes.hiddenDropout
  }

  /// x: [queries, hidden], memory: [keys, width] → y: [queries, hidden].
  func forward(
    _ x: Features, _ memory: Features, _ spans: Spans, _ random: RandomKey?, _ kept: Activations,
    into y: Features
  ) {
    attention.forward(
      x.factor, memory.factor, spans, random.map { $0(0) }, kept.attention,
      into: kept.context.rows)
    copy(kept.context.rows, into: kept.context.factor)
    finish(x.rows, kept.context.factor, random, kept.norm, into: y)
  }

  /// The rest of ``forward(_:_:_:_:_:into:)``, from the context on.
  func finish(
    _ x: Matrix, _ context: Factor, _ random: RandomKey?, _ kept: LayerNorm.Activations,
    into y: Features
  ) {
    output.forward(context, into: kept.x)
    norm.forward(kept, dropout: outputKey(random), adding: x, into: y)
  }

  /// Turns dy into dx in place and adds to dMemory; for self-attention both are dy.
  func backward(
    _ dy: Matrix, input x: Features, _ memory: Features, _ spans: Spans, _ random: RandomKey?,
    _ kept: Activations, _ gradients: Gradients, addingTo dMemory: Matrix
  ) {
    norm.backward(
      dy, kept.norm, dropout: outputKey(random), into: gradients.added, bias: output.bias)
    output.backward(gradients.added, input: kept.context.factor, into: gradients.context)
    attention.backward(
      gradients.context, input: x.factor, memory.factor, spans, random.map { $0(0) },
      kept.attention, gradients.attention, addingTo: dy, dMemory)
  }

  private func outputKey(_ random: RandomKey?) -> DropoutKey? {
    DropoutKey(random.map { $0(1) }, rate: dropout)
  }
}
