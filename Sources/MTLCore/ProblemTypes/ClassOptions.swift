import MTLData

/// What users may say of a problem whose head chooses one label a text.
public struct ClassOptions: ClassLossOptions {
  public var headDropout: Double?
  public var labelSmoothing: Double?
  public var classWeights: JSONValue?
  public var focalGamma: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case headDropout = "head_dropout"
    case labelSmoothing = "label_smoothing"
    case classWeights = "class_weights"
    case focalGamma = "focal_gamma"
  }
}
