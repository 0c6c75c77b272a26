import MTLData
import MTLModel

extension Session {
  /// The target kinds of the chain's problems, as readers of files need them.
  public func targetKinds() throws -> [String: TargetKind] {
    try Dictionary(
      uniqueKeysWithValues: problems.map { ($0.name, try ProblemTypes.of($0).target) })
  }

  /// Data for every group of the chain, in its order: problem by problem given data is joined.
  func groups(of datasets: [Dataset], name: String) throws -> [Dataset] {
    let chain = try requireChain()
    try requireKnown(datasets, chain, name: name)
    return try chain.groups.map { group in
      let parts = datasets.filter { $0.targets.keys.contains { group.contains($0) } }
      return try Dataset.join(parts, group: group)
    }
  }

  /// Throws for data of a problem that the chain does not have.
  func requireKnown(_ datasets: [Dataset], _ chain: Chain, name: String) throws(ProblemError) {
    for dataset in datasets {
      for key in dataset.targets.keys.sorted() where !chain.problems.contains(key) {
        throw .unknownData(name: name, key: key, chain: chain.description)
      }
    }
  }

  /// Gives every problem without labels those of its training data, or checks what is there.
  func learnLabels(_ groups: [Dataset]) throws {
    for index in problems.indices where problems[index].labels == nil {
      let name = problems[index].name
      guard let targets = groups.lazy.compactMap({ $0.targets[name] }).first else {
        throw ProblemError.noData(name: "train", problem: name)
      }
      problems[index].labels = try LabelVocabulary(of: targets, place: "problem '\(name)'")
    }
  }

  /// Tokenizes a dataset and aligns its labels.
  func encode(
    _ dataset: Dataset, maximumLength: Int?, countsUnseenLabels: Bool = false
  ) throws -> EncodedGroup {
    let labelled = try problems.compactMap { problem -> LabelledProblem? in
      guard let targets = dataset.targets[problem.name] else { return nil }
      guard let labels = problem.labels else {
        throw ProblemError.untrained(problem: problem.name)
      }
      return LabelledProblem(
        name: problem.name,
        kind: try ProblemTypes.of(problem).target,
        vocabulary: countsUnseenLabels ? try labels.adding(targets) : labels)
    }
    let encodings = try tokenizer.encode(
      dataset.inputs, maximumLength: try length(maximumLength))
    var features = GroupFeatures(problems: labelled)
    for (row, encoding) in encodings.enumerated() {
      let targets = Dictionary(
        uniqueKeysWithValues: labelled.compactMap { problem in
          dataset.targets[problem.name].flatMap {
            row < $0.count ? (problem.name, $0[row]) : nil
          }
        })
      try features.append(
        EncodedRow(encoding), targets: targets, place: dataset.place(ofRow: row))
    }
    return EncodedGroup(
      name: dataset.name, problems: labelled, features: features,
      truncated: encodings.count { $0.truncated > 0 })
  }

  /// The length rows are cut to: as asked, else as trained, else as far as positions reach.
  func length(_ asked: Int?) throws(SessionError) -> Int {
    let longest = configuration.maximumPositions
    if let asked, asked > longest { throw .length(asked: asked, longest: longest) }
    return asked ?? min(maximumLength ?? longest, longest)
  }
}

extension LabelVocabulary {
  /// These labels, and behind them those of the targets that are not here.
  fileprivate func adding(_ targets: [Target]) throws(DataError) -> LabelVocabulary {
    let unseen = try LabelVocabulary(of: targets).labels.filter { id(of: $0) == nil }
    return try LabelVocabulary(labels + unseen)
  }
}
