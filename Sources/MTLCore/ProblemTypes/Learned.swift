import MTLData

/// What training data has taught of a problem before its head could be made; saved with the model.
public struct Learned: Codable, Equatable, Sendable {
  public var labels: LabelVocabulary?

  public init(labels: LabelVocabulary? = nil) { self.labels = labels }

  enum CodingKeys: String, CodingKey, CaseIterable { case labels }
}
