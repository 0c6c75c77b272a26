import MTLData
import MTLModel

/// `regression`: a number for a text or a pair, from the pooled output.
public enum Regression: ProblemType {
  public static let name = "regression"
  public static let summary = "a number for a text or a pair"
  public static let target = TargetKind.number
  public static let answer = AnswerForm.number

  public static func check(_ options: NumberOptions, path: String) throws {
    try options.check(path: path)
  }

  public static func learn(
    _ problem: Problem, from targets: [Target], _ setting: Setting
  ) throws -> Learned {
    let scaling = Standardization(of: targets)
    return Learned(mean: scaling.mean, deviation: scaling.deviation)
  }

  public static func encoder(
    _ problem: Problem, _ setting: Setting
  ) throws -> any TargetEncoder {
    let scaling = try problem.requireScaling()
    return NumberEncoder(
      problem: problem.name, mean: scaling.mean, deviation: scaling.deviation)
  }

  public static func reading(_ problem: Problem, _ setting: Setting) -> any Reading {
    FirstPiece()
  }

  public static func head(_ problem: Problem, _ settings: HeadSettings) throws -> HeadPlan {
    .regression(
      problem.name, try problem.requireScaling(),
      dropout: try options(problem).dropout(settings))
  }

  public static func metric(_ problem: Problem) throws -> any Metric {
    RegressionMetric(try problem.requireScaling())
  }
}

extension Problem {
  /// How training data scaled the numbers; throws where it has not been seen.
  fileprivate func requireScaling() throws(ProblemError) -> Standardization {
    guard let mean = learned?.mean, let deviation = learned?.deviation else {
      throw .untrained(problem: name)
    }
    guard mean.isFinite, deviation > 0, deviation.isFinite else {
      throw .learned(
        problem: name, value: "deviation", expected: "a number above 0", actual: "\(deviation)")
    }
    return Standardization(mean: mean, deviation: deviation)
  }
}

extension Standardization {
  /// Mean and deviation (of the population) of the finite numbers among `targets`; deviation 1 where
  /// they are all the same. What is not finite is refused when its row is read.
  ///
  /// Welford 1962, https://doi.org/10.1080/00401706.1962.10490022.
  init(of targets: [Target]) {
    var (count, mean, squares) = (0.0, 0.0, 0.0)
    for case .number(let number) in targets where Float(number).isFinite {
      count += 1
      let difference = number - mean
      mean += difference / count
      squares += difference * (number - mean)
    }
    let deviation = count > 0 ? (squares / count).squareRoot() : 0
    self.init(mean: mean, deviation: deviation > 0 ? deviation : 1)
  }
}
