import MTLData
import MTLModel

extension Session {
  /// The modalities besides text that readers of files look for.
  public var modalityNames: [String] { modalities.all.map(\.name) }

  /// Data for every group of the chain, in its order: problem by problem given data is joined.
  func groups(of datasets: [Dataset], _ configuration: TrainingConfiguration) throws -> [Dataset] {
    let chain = try requireChain()
    try requireKnown(datasets, chain, name: "train")
    return try chain.groups.map { group in
      let parts = datasets.filter { $0.targets.keys.contains { group.contains($0) } }
      return try prepared(
        Dataset.join(parts, group: group), maximumLength: configuration.maximumLength,
        trainedBy: configuration)
    }
  }

  /// A group's data as its types want to see it: for training, or for evaluation.
  func prepared(
    _ dataset: Dataset, maximumLength: Int?, trainedBy training: TrainingConfiguration? = nil
  ) throws -> Dataset {
    var setting = try setting(maximumLength)
    if let training {
      setting.isTraining = true
      setting.encoder = encoder(of: training)
    }
    return try problems.reduce(dataset) { dataset, problem in
      guard dataset.targets[problem.name] != nil else { return dataset }
      return try ProblemTypes.of(problem).prepare(dataset, problem, setting)
    }
  }

  /// The encoder's configuration with a training's dropout.
  func encoder(of training: TrainingConfiguration) -> EncoderConfiguration {
    var encoder = configuration
    if let dropout = training.dropout {
      encoder.hiddenDropout = Float(dropout)
      encoder.attentionDropout = Float(dropout)
    }
    return encoder
  }

  /// What the types of problems may look at.
  func setting(_ asked: Int?) throws(SessionError) -> Setting {
    Setting(
      tokenizer: tokenizer, encoder: configuration, maximumLength: try length(asked),
      modalities: modalities)
  }

  /// Throws for data of a problem that the chain does not have.
  func requireKnown(_ datasets: [Dataset], _ chain: Chain, name: String) throws(ProblemError) {
    for dataset in datasets {
      for key in dataset.targets.keys.sorted() where !chain.problems.contains(key) {
        throw .unknownData(name: name, key: key, chain: chain.description)
      }
    }
  }

  /// Teaches every problem what its head cannot be made without: labels, say.
  func learn(_ groups: [Dataset]) throws {
    let setting = try setting(nil)
    for problem in problems {
      try ProblemTypes.of(problem).checkTraining(problem, targets(of: problem, groups))
    }
    for owner in problems {
      guard try problems.owner(of: owner).name == owner.name else { continue }
      let (type, sharing) = (try ProblemTypes.of(owner), try problems.sharing(headOf: owner))
      let all = try sharing.flatMap { try targets(of: $0, groups) }
      let learned =
        owner.learned == nil
        ? try type.learn(owner, from: all, setting) : try type.refresh(owner, from: all)
      guard let learned else { continue }
      for index in problems.indices
      where sharing.contains(where: { $0.name == problems[index].name }) {
        problems[index].learned = learned
      }
    }
  }

  private func targets(of problem: Problem, _ groups: [Dataset]) throws -> [Target] {
    for group in groups {
      if let targets = group.targets[problem.name] { return targets }
    }
    throw ProblemError.noData(name: "train", problem: problem.name)
  }

  /// Tokenizes a dataset and encodes its targets.
  func encode(
    _ dataset: Dataset, maximumLength: Int?, countsUnseenLabels: Bool = false
  ) throws -> EncodedGroup {
    let setting = try setting(maximumLength)
    let present = try problems.compactMap { problem -> Problem? in
      guard let targets = dataset.targets[problem.name] else { return nil }
      guard problem.learned != nil else { throw ProblemError.untrained(problem: problem.name) }
      return countsUnseenLabels ? try problem.adding(labelsOf: targets) : problem
    }
    let encoded = try present.map {
      EncodedProblem(name: $0.name, encoder: try ProblemTypes.of($0).encoder($0, setting))
    }
    var features = GroupFeatures(problems: encoded, modalities: modalities)
    let inputs =
      dataset.encoded == nil
      ? try EncodedInputs(
        dataset.inputs, tokenizer, modalities, maximumLength: setting.maximumLength,
        place: dataset.place(ofRow:)) : nil
    let rows = dataset.encoded ?? inputs?.encodings.map { EncodedRow($0) } ?? []
    for (row, encodedRow) in rows.enumerated() {
      try requireSegments(of: encodedRow, place: dataset.place(ofRow: row))
      let targets = Dictionary(
        uniqueKeysWithValues: present.compactMap { problem in
          dataset.targets[problem.name].flatMap {
            row < $0.count ? (problem.name, $0[row]) : nil
          }
        })
      try features.append(
        encodedRow, parts: inputs?.parts(ofRow: row) ?? [], targets: targets,
        place: dataset.place(ofRow: row))
    }
    for problem in present {
      try ProblemTypes.of(problem).checkRows(features, problem, setting, name: dataset.name)
    }
    return EncodedGroup(
      name: dataset.name, problems: present, features: features,
      truncated: rows.count { $0.truncated > 0 })
  }

  /// Refuses second texts where the encoder tells no segments apart: its table has no row for them.
  func requireSegments(
    of row: EncodedRow, place: @autoclosure () -> String
  ) throws(SessionError) {
    let types = configuration.typeVocabularySize
    guard row.types.contains(where: { $0 >= types }) else { return }
    throw .segments(place: place(), types: types)
  }

  /// The length rows are cut to: as asked, else as trained, else as far as positions reach.
  public func length(_ asked: Int?) throws(SessionError) -> Int {
    let longest = configuration.maximumPositions
    if let asked, asked > longest { throw .length(asked: asked, longest: longest) }
    return asked ?? min(maximumLength ?? longest, longest)
  }
}

extension Problem {
  /// The problem with the labels of targets that training has not seen behind its own.
  fileprivate func adding(labelsOf targets: [Target]) throws(DataError) -> Problem {
    guard let labels, let found = try? LabelVocabulary(of: targets) else { return self }
    let unseen = found.labels.filter { labels.id(of: $0) == nil }
    var problem = self
    problem.learned?.labels = try LabelVocabulary(labels.labels + unseen)
      .distinct(place: "problem '\(name)'")
    return problem
  }
}
