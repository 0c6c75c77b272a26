import MTLKernels

/// dropout(norm(word + position)): the encoder's embeddings without segments.
struct DecoderEmbeddings {
  let words: Parameter  // [vocabulary, hidden]
  let positions: Parameter  // [positions, hidden]
  let norm: LayerNorm
  let dropout: Float

  /// `words` is the encoder's table, or nil for one of `vocabulary` rows of its own.
  init(_ scope: Scope, _ sizes: EncoderConfiguration, vocabulary: Int, words: Parameter?) {
    let hidden = sizes.hiddenSize
    self.words =
      words ?? scope("word_embeddings").parameter("weight", vocabulary, hidden)
    positions = scope("position_embeddings").parameter("weight", sizes.maximumPositions, hidden)
    norm = LayerNorm(scope("LayerNorm"), hidden: hidden, epsilon: sizes.layerNormEpsilon)
    dropout = sizes.hiddenDropout
  }

  /// y: [tokens, hidden].
  func forward(
    _ ids: [Int32], _ places: [Int32], _ random: RandomKey?, _ kept: LayerNorm.Activations,
    into y: Matrix
  ) {
    gather(words.value, ids, into: kept.x)
    gather(positions.value, places, into: kept.x, .accumulate)
    norm.forward(kept, into: y)
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(y, key) }
  }

  /// Adds to the gradients of the tables; overwrites dy.
  func backward(
    _ dy: Matrix, _ ids: [Int32], _ places: [Int32], _ random: RandomKey?,
    _ kept: LayerNorm.Activations
  ) {
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dy, key) }
    norm.backward(dy, kept)
    scatter(dy, ids, addingTo: words.gradient)
    scatter(dy, places, addingTo: positions.gradient)
  }
}
