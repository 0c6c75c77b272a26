import MTLKernels

/// dropout(norm(word + position + type)); rows of other modalities have their projection for a word.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §3, figure 2.
public struct Embeddings {
  let words: Parameter  // [vocabulary, hidden]
  let positions: Parameter  // [positions, hidden]
  let types: Parameter  // [types, hidden]
  let norm: LayerNorm
  let dropout: Float
  /// What rows without a word are made of, where the model reads other modalities.
  var modal: ModalEmbeddings?

  /// What forward leaves for backward.
  public struct Activations {
    let norm: LayerNorm.Activations
    let modal: ModalEmbeddings.Activations

    init(_ arena: Arena, _ text: TextRows, hidden: Int) {
      norm = .init(arena, tokens: text.packing.tokens, hidden: hidden)
      modal = .init(arena, text, hidden: hidden)
    }
  }

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
    _ text: TextRows, _ random: RandomKey?, _ kept: Activations, into y: Matrix
  ) {
    let x = kept.norm.x
    gather(words.value, text.ids, into: x)
    gather(positions.value, text.positions, into: x, .accumulate)
    gather(types.value, text.types, into: x, .accumulate)
    modal?.forward(text, kept.modal, addingTo: x)
    norm.forward(kept.norm, into: y)
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(y, key) }
  }

  /// Adds to the gradients of the tables and the projections; overwrites dy.
  func backward(_ dy: Matrix, _ text: TextRows, _ random: RandomKey?, _ kept: Activations) {
    if let key = DropoutKey(random, rate: dropout) { MTLKernels.dropout(dy, key) }
    norm.backward(dy, kept.norm)
    for (table, indices) in [(words, text.ids), (positions, text.positions), (types, text.types)]
    where table.isTrained {
      scatter(dy, indices, addingTo: table.gradient)
    }
    modal?.backward(dy, text, kept.modal)
  }
}
