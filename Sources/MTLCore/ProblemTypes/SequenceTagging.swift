import MTLData
import MTLModel

/// `seq_tag`: one tag a word, read at the word's first piece.
public enum SequenceTagging: ProblemType {
  public static let name = "seq_tag"
  public static let summary = "one tag for every word"
  public static let target = TargetKind.labels

  public static func head(
    _ problem: String, labels: LabelVocabulary, dropout: Float, labelSmoothing: Float
  ) -> HeadPlan {
    .tagging(
      problem, classes: labels.count, dropout: dropout, labelSmoothing: labelSmoothing)
  }

  public static func metric(_ labels: LabelVocabulary) -> any Metric {
    TaggingMetric(labels)
  }
}
