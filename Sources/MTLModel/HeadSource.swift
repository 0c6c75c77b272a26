/// What a head reads of the encoder, where its problem says so.
public struct HeadSource: Equatable, Sendable {
  /// The level whose rows it reads; nil for the highest.
  public var layer: Layer
  /// The width of a layer of its own behind the pooled rows; nil for none.
  public var pooledWidth: Int?

  /// Which levels a head reads: 0 is what the embeddings give, i what layer i gives.
  public enum Layer: Equatable, Sendable {
    case highest
    case level(Int)
    /// A learned mix of all; see ``LayerMix``.
    case mix
  }

  public init(layer: Layer = .highest, pooledWidth: Int? = nil) {
    (self.layer, self.pooledWidth) = (layer, pooledWidth)
  }
}
