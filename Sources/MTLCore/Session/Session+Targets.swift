import MTLData

extension Session {
  /// What the chain's problems ask of rows, as readers of files need it.
  public func problemTargets() throws -> [String: ProblemTargets] {
    let targets = try problems.map { problem in
      let type = try ProblemTypes.of(problem)
      return ProblemTargets(
        name: problem.name, kind: type.target, type: problem.type, input: type.input)
    }
    return Dictionary(targets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
