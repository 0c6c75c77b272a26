import MTLData
import MTLModel

extension Session {
  /// The scores on labelled data, which may be of all problems or of some.
  ///
  /// Throws for labels that training has not seen, unless the request counts them as wrong.
  public func evaluate(
    _ datasets: [Dataset], _ request: EvaluationRequest = EvaluationRequest()
  ) throws -> EvaluationReport {
    try exclusively {
      let chain = try requireChain()
      try requireKnown(datasets, chain, name: "evaluate")
      let groups = try parts(of: datasets, chain).map {
        try encode(
          prepared($0, maximumLength: request.maximumLength),
          maximumLength: request.maximumLength, countsUnseenLabels: request.countsUnseenLabels)
      }
      guard !groups.isEmpty else {
        throw ProblemError.noData(name: "evaluate", problem: chain.problems[0])
      }
      let evaluation = try Evaluation(
        try trainedModel(), problems, groups, try setting(request.maximumLength),
        batchTokens: request.batchTokens)
      while !evaluation.isDone { try evaluation.advance() }
      return evaluation.report()
    }
  }
}
