import MTLKernels

/// Embeddings, layers that see a memory, and scores of every piece: sequences in, a row of logits a
/// token out. The table that scores is the table that embeds.
///
/// Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, §3; tied as in Press & Wolf 2017,
/// https://arxiv.org/abs/1608.05859. Named as Hugging Face's BERT decoders are.
struct Decoder {
  let embeddings: DecoderEmbeddings
  let layers: [DecoderLayer]
  let output: TiedOutput
  let sizes: EncoderConfiguration

  /// What forward leaves for backward; where there will be none, all layers share one layer's.
  struct Activations {
    let embeddings: LayerNorm.Activations
    /// hidden[i] is layer i's input, hidden[layers] the output: [tokens, hidden].
    let hidden: [Matrix]
    let layers: [DecoderLayer.Activations]
    let gradients: DecoderLayer.Gradients?

    init(
      _ arena: Arena, _ rows: DecoderRows, layers count: Int, _ sizes: EncoderConfiguration,
      forBackward: Bool
    ) {
      let (tokens, width) = (rows.tokens, sizes.hiddenSize)
      embeddings = .init(arena, tokens: tokens, hidden: width)
      if forBackward {
        hidden = (0...count).map { _ in arena.take(tokens, width) }
        layers = (0..<count).map { _ in .init(arena, rows, sizes) }
        gradients = .init(arena, rows, sizes)
      } else {
        let pair = [arena.take(tokens, width), arena.take(tokens, width)]
        hidden = (0...count).map { pair[$0 % 2] }
        layers = Array(
          repeating: .init(arena, rows, sizes, forBackward: false), count: count)
        gradients = nil
      }
    }

    /// The last layer's output.  [tokens, hidden]
    var output: Matrix { hidden[layers.count] }
  }

  /// `memory` is the width of the memory's rows; `words` the encoder's table where it is shared.
  init(
    _ scope: Scope, _ sizes: EncoderConfiguration, layers count: Int, memory: Int,
    _ vocabulary: SequenceVocabulary, words: Parameter?
  ) {
    embeddings = DecoderEmbeddings(
      scope("embeddings"), sizes, vocabulary: vocabulary.rows, words: words)
    layers = (0..<count).map {
      DecoderLayer(scope("encoder")("layer")("\($0)"), sizes, memory: memory)
    }
    output = TiedOutput(scope("predictions"), embeddings.words, outputs: vocabulary.outputs)
    self.sizes = sizes
  }

  func activations(
    _ arena: Arena, _ rows: DecoderRows, forBackward: Bool
  ) -> Activations {
    Activations(arena, rows, layers: layers.count, sizes, forBackward: forBackward)
  }

  /// memory: [keys, width] → kept.output: [tokens, hidden].
  func forward(
    _ rows: DecoderRows, _ memory: Matrix, _ random: RandomKey?, _ kept: Activations
  ) {
    embeddings.forward(
      rows.ids, rows.positions, random.map { $0(0) }, kept.embeddings, into: kept.hidden[0])
    for (i, layer) in layers.enumerated() {
      layer.forward(
        kept.hidden[i], memory, rows, random.map { $0(i + 1) }, kept.layers[i],
        into: kept.hidden[i + 1])
    }
  }

  /// dy: [tokens, hidden], the gradient of the output; overwritten. Adds to dMemory: [keys, width].
  func backward(
    _ dy: Matrix, _ rows: DecoderRows, _ memory: Matrix, _ random: RandomKey?, _ kept: Activations,
    addingTo dMemory: Matrix
  ) {
    guard let gradients = kept.gradients else { preconditionFailure("cut for forward alone") }
    for (i, layer) in layers.enumerated().reversed() {
      layer.backward(
        dy, input: kept.hidden[i], memory, rows, random.map { $0(i + 1) }, kept.layers[i],
        gradients, addingTo: dMemory)
    }
    embeddings.backward(dy, rows.ids, rows.positions, random.map { $0(0) }, kept.embeddings)
  }
}
