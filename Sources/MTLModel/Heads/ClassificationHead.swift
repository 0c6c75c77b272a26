import MTLKernels

/// A class a sequence: softmax over the pooled first row.
///
/// Devlin et al. 2018, https://arxiv.org/abs/1810.04805, §4.1.
public struct ClassificationHead: Head {
  private let softmax: SoftmaxClassifier
  public let feed = HeadFeed.pooled

  public struct Activations { let softmax: SoftmaxClassifier.Activations }

  public init(_ scope: Scope, hidden: Int, classes: Int, dropout: Float, labelSmoothing: Float) {
    softmax = SoftmaxClassifier(
      scope, hidden: hidden, classes: classes, dropout: dropout, smoothing: labelSmoothing)
  }

  public func activations(_ arena: Arena, rows: Int) -> Activations {
    Activations(softmax: softmax.activations(arena, rows: rows))
  }

  public func forward(
    _ x: Matrix, _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations
  ) -> Double {
    softmax.forward(x, batch.targets, random, kept.softmax)
  }

  public func backward(
    _ batch: HeadBatch, _ random: RandomKey?, _ kept: Activations, into dx: Matrix
  ) {
    softmax.backward(batch.targets, scale: batch.scale, random, kept.softmax, into: dx)
  }

  public func output(_ batch: HeadBatch, _ kept: Activations) -> HeadOutput {
    softmax.output(kept.softmax)
  }
}

extension HeadPlan {
  /// A class a sequence.
  public static func classification(
    _ problem: String, classes: Int, dropout: Float = 0.1, labelSmoothing: Float = 0
  ) -> HeadPlan {
    HeadPlan(problem: problem) {
      ClassificationHead(
        $0, hidden: $1, classes: classes, dropout: dropout, labelSmoothing: labelSmoothing)
    }
  }
}
