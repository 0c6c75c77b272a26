import MTLData

extension Session {
  /// What the chain's problems ask of rows, as readers of files need it.
  public func problemTargets() throws -> [String: ProblemTargets] {
    let targets = try problems.map { problem in
      let type = try ProblemTypes.of(problem)
      return ProblemTargets(
        name: problem.name, kind: type.target, type: problem.type, input: type.input,
        known: problem.labels)
    }
    return Dictionary(targets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
  /// What inputs are for whoever asks some of the problems, or all: documents where one reads them.
  public func inputKind(of asked: [String]?) throws -> InputKind {
    let targets = try problemTargets()
    let kinds = (asked ?? Array(targets.keys)).compactMap { targets[$0]?.input }
    return kinds.contains(.document) ? .document : .text
  }
}
