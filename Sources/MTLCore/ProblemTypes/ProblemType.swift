import MTLData
import MTLModel

/// What one kind of problem is made of: its targets, its head, its scores.
///
/// A type is one file here, a head of `MTLModel/Heads`, and one line in ``ProblemTypes/all``.
public protocol ProblemType: Sendable {
  /// What users write: `cls`.
  static var name: String { get }
  /// One line for `bert-mtl inspect` and the docs.
  static var summary: String { get }
  /// Whether a row asks for one label or for one a word.
  static var target: TargetKind { get }
  static func head(
    _ problem: String, labels: LabelVocabulary, dropout: Float, labelSmoothing: Float
  ) -> HeadPlan
  static func metric(_ labels: LabelVocabulary) -> any Metric
}
