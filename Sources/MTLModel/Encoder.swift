import MTLKernels

/// Embeddings and layers: tokens in, one row of features a token out.
public struct Encoder {
  var embeddings: Embeddings
  let layers: [EncoderLayer]
  let sizes: EncoderConfiguration
  /// Where the layers' parameters lie, whose products may be of a narrow format.
  let layerRange: Range<Int>

  public init(_ scope: Scope, _ sizes: EncoderConfiguration) {
    embeddings = Embeddings(scope("embeddings"), sizes)
    let first = scope.store.capacity
    layers = (0..<sizes.layers).map { EncoderLayer(scope("encoder")("layer")("\($0)"), sizes) }
    layerRange = first..<scope.store.capacity
    self.sizes = sizes
  }

  /// text → kept.hidden, up to the highest level that is read: [tokens, hidden].
  func forward(_ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    let first = kept.features[0]
    embeddings.forward(text, random.map { $0(0) }, kept.embeddings, into: first.rows)
    copy(first.rows, into: first.factor)
    for (i, layer) in layers.prefix(kept.use.top).enumerated() {
      layer.forward(
        kept.features[i], text.packing, random.map { $0(i + 1) }, kept.layers[i], kept.scratch,
        into: kept.features[i + 1])
    }
  }

  /// Undoes `forward` down to the lowest part that is trained, and adds to every gradient on the
  /// way. `kept.levelGradients` are overwritten; each joins the gradient that comes from above.
  func backward(_ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    guard let lowest = kept.use.lowestTrained, let gradients = kept.gradients,
      let dy = kept.levelGradients[kept.use.top]
    else { return }
    for (i, layer) in layers.enumerated().prefix(kept.use.top).dropFirst(max(lowest, 1) - 1)
      .reversed()
    {
      layer.backward(
        dy, input: kept.features[i], text.packing, random.map { $0(i + 1) }, kept.layers[i],
        kept.scratch, gradients)
      if let level = kept.levelGradients[i] { add(level, to: dy) }
    }
    if lowest == 0 { embeddings.backward(dy, text, random.map { $0(0) }, kept.embeddings) }
  }
}
