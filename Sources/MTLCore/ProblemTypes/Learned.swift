import MTLData

/// What training data has taught of a problem before its head could be made; saved with the model.
public struct Learned: Codable, Equatable, Sendable {
  public var labels: LabelVocabulary?
  /// What each label weighs in the loss, where weights follow the data.
  public var classWeights: [Double]?
  /// Of the numbers that a problem asks for.
  public var mean: Double?
  /// Of the numbers that a problem asks for; above 0.
  public var deviation: Double?
  /// Of the vectors that a problem asks for.
  public var dimension: Int?

  /// The modalities besides text whose rows have labels of their own.
  public var modalities: [String]?

  public init(labels: LabelVocabulary? = nil) { self.labels = labels }

  public init(mean: Double, deviation: Double) {
    (self.mean, self.deviation) = (mean, deviation)
  }

  public init(dimension: Int) { self.dimension = dimension }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case labels
    case classWeights = "class_weights"
    case mean, deviation, dimension, modalities
  }
}
