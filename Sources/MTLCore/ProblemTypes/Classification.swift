import MTLData
import MTLModel

/// `cls`: one label a text or pair, from the pooled output.
public enum Classification: ProblemType {
  public static let name = "cls"
  public static let summary = "one label for a text or a pair"
  public static let target = TargetKind.label

  public static func head(
    _ problem: String, labels: LabelVocabulary, dropout: Float, labelSmoothing: Float
  ) -> HeadPlan {
    .classification(
      problem, classes: labels.count, dropout: dropout, labelSmoothing: labelSmoothing)
  }

  public static func metric(_ labels: LabelVocabulary) -> any Metric {
    ClassificationMetric(labels: labels.count)
  }
}
