/// How a ``SequenceHead`` is to be made.
public struct SequencePlan: Equatable, Sendable {
  public var vocabulary: SequenceVocabulary
  public var layers: Int
  public var search: BeamSearch
  /// Whether the decoder's words are the encoder's; its vocabulary then has as many rows.
  public var sharesEmbedding: Bool
  /// Whether new layers begin as the encoder's last ones.
  public var beginsAsEncoder: Bool
  /// The share that the decoder drops, of attention probabilities too.
  public var dropout: Float
  public var labelSmoothing: Float

  public init(
    _ vocabulary: SequenceVocabulary, layers: Int, _ search: BeamSearch,
    sharesEmbedding: Bool = false, beginsAsEncoder: Bool = false, dropout: Float = 0.1,
    labelSmoothing: Float = 0
  ) {
    self.vocabulary = vocabulary
    self.layers = layers
    self.search = search
    self.sharesEmbedding = sharesEmbedding
    self.beginsAsEncoder = beginsAsEncoder
    self.dropout = dropout
    self.labelSmoothing = labelSmoothing
  }
}
