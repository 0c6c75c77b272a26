import MTLKernels

/// Embeddings and layers: tokens in, one row of features a token out.
public struct Encoder {
  let embeddings: Embeddings
  let layers: [EncoderLayer]
  let sizes: EncoderConfiguration

  /// What forward leaves for backward; where there will be none, all layers share one layer's.
  public struct Activations {
    let embeddings: LayerNorm.Activations
    /// hidden[i] is layer i's input, hidden[layers] the output: [tokens, hidden].
    let hidden: [Matrix]
    let layers: [EncoderLayer.Activations]
    let scratch: EncoderLayer.Scratch
    let gradients: EncoderLayer.Gradients?

    init(_ arena: Arena, _ packing: Packing, _ sizes: EncoderConfiguration, forBackward: Bool) {
      let (tokens, width) = (packing.tokens, sizes.hiddenSize)
      embeddings = .init(arena, tokens: tokens, hidden: width)
      scratch = .init(arena, packing, sizes)
      if forBackward {
        hidden = (0...sizes.layers).map { _ in arena.take(tokens, width) }
        layers = (0..<sizes.layers).map { _ in .init(arena, packing, sizes) }
        gradients = .init(arena, packing, sizes)
      } else {
        let pair = [arena.take(tokens, width), arena.take(tokens, width)]
        hidden = (0...sizes.layers).map { pair[$0 % 2] }
        layers = Array(repeating: .init(arena, packing, sizes), count: sizes.layers)
        gradients = nil
      }
    }

    /// The encoder's output.  [tokens, hidden]
    var output: Matrix { hidden[layers.count] }
  }

  public init(_ scope: Scope, _ sizes: EncoderConfiguration) {
    embeddings = Embeddings(scope("embeddings"), sizes)
    layers = (0..<sizes.layers).map { EncoderLayer(scope("encoder")("layer")("\($0)"), sizes) }
    self.sizes = sizes
  }

  /// text → kept.output: [tokens, hidden].
  func forward(_ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    embeddings.forward(text, random.map { $0(0) }, kept.embeddings, into: kept.hidden[0])
    for (i, layer) in layers.enumerated() {
      layer.forward(
        kept.hidden[i], text.packing, random.map { $0(i + 1) }, kept.layers[i], kept.scratch,
        into: kept.hidden[i + 1])
    }
  }

  /// dy: [tokens, hidden], the gradient of the output; overwritten. Adds to every gradient.
  func backward(_ dy: Matrix, _ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    guard let gradients = kept.gradients else { preconditionFailure("cut for forward alone") }
    for (i, layer) in layers.enumerated().reversed() {
      layer.backward(
        dy, input: kept.hidden[i], text.packing, random.map { $0(i + 1) }, kept.layers[i],
        kept.scratch, gradients)
    }
    embeddings.backward(dy, text, random.map { $0(0) }, kept.embeddings)
  }
}
