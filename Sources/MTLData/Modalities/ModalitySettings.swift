/// What a configuration says of one modality; what it leaves out is learnt from the training data.
public struct ModalitySettings: Codable, Equatable, Sendable {
  /// Numbers in a row.
  public var dimension: Int?
  /// The side in pixels that raw images are resized to.
  public var size: Int?
  /// The side in pixels of a patch; each patch is a row.
  public var patch: Int?
  /// The segment (token type) of its rows; 0 without it.
  public var segment: Int?
  /// Its number among the modal types.
  public var type: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable, Sendable {
    case dimension, size, patch, segment, type
  }

  public init(
    dimension: Int? = nil, size: Int? = nil, patch: Int? = nil, segment: Int? = nil,
    type: Int? = nil
  ) {
    self.dimension = dimension
    self.size = size
    self.patch = patch
    self.segment = segment
    self.type = type
  }
}
