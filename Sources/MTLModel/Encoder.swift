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
    for i in 0..<kept.use.top { forward(i, text.packing, random.map { $0(i + 1) }, kept) }
  }

  private func forward(_ i: Int, _ packing: Packing, _ random: RandomKey?, _ kept: Activations) {
    let (x, y) = (kept.features[i], kept.features[i + 1])
    if let some = kept.topRows, i + 1 == kept.use.top {
      some.forward(layers[i], x, random, into: y)
    } else {
      layers[i].forward(x, x, packing.spans, random, kept.layers[i], into: y)
    }
  }

  /// Undoes `forward` down to the lowest part that is trained, and adds to every gradient on the
  /// way. `kept.levelGradients` are overwritten; each joins the gradient that comes from above.
  func backward(_ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    guard let lowest = kept.use.lowestTrained, var dy = kept.levelGradients[kept.use.top]
    else { return }
    for i in (0..<kept.use.top).dropFirst(max(lowest, 1) - 1).reversed() {
      let random = random.map { $0(i + 1) }
      // The insides that layers share are still those of the highest layer.
      if kept.use.recomputes, i + 1 < kept.use.topWhole { forward(i, text.packing, random, kept) }
      guard let below = backward(i, dy, text.packing, random, kept) else { return }
      dy = below
    }
    if lowest == 0 { embeddings.backward(dy, text, random.map { $0(0) }, kept.embeddings) }
  }

  /// The gradient of layer i + 1's input from that of its output, which is overwritten.
  private func backward(
    _ i: Int, _ dy: Matrix, _ packing: Packing, _ random: RandomKey?, _ kept: Activations
  ) -> Matrix? {
    let (x, read) = (kept.features[i], kept.levelGradients[i])
    if let some = kept.topRows, i + 1 == kept.use.top {
      return some.backward(layers[i], dy, input: x, random, addingTo: read)
    }
    guard let gradients = kept.gradients else { return nil }
    layers[i].backward(
      dy, input: x, x, packing.spans, random, kept.layers[i], gradients, addingTo: dy)
    if let read { add(read, to: dy) }
    return dy
  }
}
