/// The sizes and habits of a BERT encoder: what its `config.json` says.
public struct EncoderConfiguration: Equatable, Sendable {
  public var vocabularySize: Int
  public var hiddenSize: Int
  public var layers: Int
  public var heads: Int
  public var intermediateSize: Int
  public var activation: Activation
  /// The share dropped of the embeddings and of what each sublayer adds.
  public var hiddenDropout: Float
  /// The share dropped of the attention probabilities.
  public var attentionDropout: Float
  public var maximumPositions: Int
  public var typeVocabularySize: Int
  public var layerNormEpsilon: Float
  /// The deviation of the truncated normal that weights begin with.
  public var initializerRange: Float
  public var hasPooler: Bool

  /// The standard values are those of Hugging Face's `BertConfig`.
  public init(
    vocabularySize: Int = 30522, hiddenSize: Int = 768, layers: Int = 12, heads: Int = 12,
    intermediateSize: Int = 3072, activation: Activation = .gelu, hiddenDropout: Float = 0.1,
    attentionDropout: Float = 0.1, maximumPositions: Int = 512, typeVocabularySize: Int = 2,
    layerNormEpsilon: Float = 1e-12, initializerRange: Float = 0.02, hasPooler: Bool = true
  ) {
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.heads = heads
    self.intermediateSize = intermediateSize
    self.activation = activation
    self.hiddenDropout = hiddenDropout
    self.attentionDropout = attentionDropout
    self.maximumPositions = maximumPositions
    self.typeVocabularySize = typeVocabularySize
    self.layerNormEpsilon = layerNormEpsilon
    self.initializerRange = initializerRange
    self.hasPooler = hasPooler
  }
}
