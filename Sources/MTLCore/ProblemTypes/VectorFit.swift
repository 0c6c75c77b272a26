import MTLData
import MTLModel

/// `vector_fit`: a vector for a text or a pair, from the pooled output, learnt by its direction.
public enum VectorFit: ProblemType {
  public static let name = "vector_fit"
  public static let summary = "a vector for a text or a pair"
  public static let target = TargetKind.vector
  public static let answer = AnswerForm.vector

  public static func check(_ options: NumberOptions, path: String) throws {
    try options.check(path: path)
  }

  /// The dimension is that of the first vector; another one is refused when its row is read.
  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned {
    for case .numbers(let vector) in targets where !vector.isEmpty {
      return Learned(dimension: vector.count)
    }
    return Learned(dimension: 1)
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    VectorEncoder(problem: problem.name, dimension: try problem.requireDimension())
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    FirstPiece()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    .vector(
      problem.name, dimension: try problem.requireDimension(),
      dropout: try options(problem).dropout(settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric { CosineMetric() }
}

extension Problem {
  /// How many numbers a vector has; throws where training data has not been seen.
  fileprivate func requireDimension() throws(ProblemError) -> Int {
    guard let dimension = learned?.dimension else { throw .untrained(problem: name) }
    guard 1...1 << 24 ~= dimension else {
      throw .learned(
        problem: name, value: "dimension", expected: "a number from 1 to \(1 << 24)",
        actual: "\(dimension)")
    }
    return dimension
  }
}
