import MTLKernels

/// One post-norm layer of a decoder, with the names that Hugging Face's BERT decoders use.
///
///     a = norm(x + dropout(Wₒ attention(x)))          causal
///     b = norm(a + dropout(Wₒ attention(a, memory)))
///     y = norm(b + dropout(W₂ gelu(W₁ b)))
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3.1.
struct DecoderLayer {
  let own: AttentionSublayer
  let cross: AttentionSublayer
  let feedForward: FeedForward

  /// What forward leaves for backward.
  struct Activations {
    let own: AttentionSublayer.Activations
    let a: Matrix  // [tokens, hidden]
    let cross: AttentionSublayer.Activations
    let b: Matrix  // [tokens, hidden]
    let feedForward: FeedForward.Activations

    init(
      _ arena: Arena, _ rows: DecoderRows, _ sizes: EncoderConfiguration, forBackward: Bool = true
    ) {
      own = .init(arena, rows.own, sizes, forBackward: forBackward)
      a = arena.take(rows.tokens, sizes.hiddenSize)
      cross = .init(arena, rows.memory, sizes, forBackward: forBackward)
      b = arena.take(rows.tokens, sizes.hiddenSize)
      feedForward = .init(arena, tokens: rows.tokens, sizes)
    }
  }

  /// Gradients of one layer's insides, which all layers share.
  struct Gradients {
    let own: AttentionSublayer.Gradients
    let cross: AttentionSublayer.Gradients
    let feedForward: FeedForward.Gradients

    init(_ arena: Arena, _ rows: DecoderRows, _ sizes: EncoderConfiguration) {
      own = .init(arena, rows.own, sizes)
      cross = .init(arena, rows.memory, sizes)
      feedForward = .init(arena, tokens: rows.tokens, sizes)
    }
  }

  /// `memory` is the width of the memory's rows.
  init(_ scope: Scope, _ sizes: EncoderConfiguration, memory: Int) {
    own = AttentionSublayer(scope("attention"), sizes)
    cross = AttentionSublayer(scope("crossattention"), sizes, memory: memory)
    feedForward = FeedForward(scope, sizes)
  }

  /// x: [tokens, hidden], memory: [keys, width] → y: [tokens, hidden].
  func forward(
    _ x: Matrix, _ memory: Matrix, _ rows: DecoderRows, _ random: RandomKey?, _ kept: Activations,
    into y: Matrix
  ) {
    let (x, memory) = (Features(x), Features(memory))
    let (a, b) = (Features(kept.a), Features(kept.b))
    own.forward(x, x, rows.own, random.map { $0(0) }, kept.own, into: a)
    cross.forward(a, memory, rows.memory, random.map { $0(1) }, kept.cross, into: b)
    feedForward.forward(b, random.map { $0(2) }, kept.feedForward, into: Features(y))
  }

  /// Turns dy into dx in place, and adds to dMemory.
  func backward(
    _ dy: Matrix, input x: Matrix, _ memory: Matrix, _ rows: DecoderRows, _ random: RandomKey?,
    _ kept: Activations, _ gradients: Gradients, addingTo dMemory: Matrix
  ) {
    let (x, memory) = (Features(x), Features(memory))
    feedForward.backward(
      dy, input: Features(kept.b), random.map { $0(2) }, kept.feedForward, gradients.feedForward)
    cross.backward(
      dy, input: Features(kept.a), memory, rows.memory, random.map { $0(1) }, kept.cross,
      gradients.cross, addingTo: dMemory)
    own.backward(
      dy, input: x, x, rows.own, random.map { $0(0) }, kept.own, gradients.own, addingTo: dy)
  }
}
