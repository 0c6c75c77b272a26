import MTLKernels

/// dropout(norm(word + position + type)).
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3, figure 2.
public struct Embeddings {
  let words: Parameter  // [vocabulary, hidden]
  let positions: Parameter  // [positions, hidden]
  let types: Parameter  // [types, hidden]
  let norm: LayerNorm
  let dropout: Float

  public init(_ scope: Scope, _ sizes: EncoderConfiguration) {
    let hidden = sizes.hiddenSize
    words = scope("word_embeddings").parameter("weight", sizes.vocabularySize, hidden)
    positions = scope("position_embeddings").parameter("weight", sizes.maximumPositions, hidden)
    types = scope("token_type_embeddings").parameter("weight", sizes.typeVocabularySize, hidden)
    norm = LayerNorm(scope("LayerNorm"), hidden: hidden, epsilon: sizes.layerNormEpsilon)
    dropout = sizes.hiddenDropout
  }

  /// text → y: [tokens, hidden].
  func forward(
    _ text: TextRows, _ random: RandomKey?, _ kept: LayerNorm.Activations, into y: Matrix
  ) {
    gather(words.value, text.ids, into: kept.x)
    gather(positions.value, text.positions, into: kept.x, .accumulate)
    gather(types.value, text.types, into: kept.x, .accumulate)
    norm.forward(kept, into: y)
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(y, key) }
  }

  /// Adds to the gradients of the tables; overwrites dy.
  func backward(
    _ dy: Matrix, _ text: TextRows, _ random: RandomKey?, _ kept: LayerNorm.Activations
  ) {
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dy, key) }
    norm.backward(dy, kept)
    scatter(dy, text.ids, addingTo: words.gradient)
    scatter(dy, text.positions, addingTo: positions.gradient)
    scatter(dy, text.types, addingTo: types.gradient)
  }
}
