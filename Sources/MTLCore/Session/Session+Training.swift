import MTLData
import MTLKernels
import MTLModel

extension Session {
  /// Begins a run. Problems without labels take those of the training data, and get their heads.
  ///
  /// Everything that can be refused is refused here, before a model or history is replaced or a weight
  /// changes.
  public func train(
    _ configuration: TrainingConfiguration, train: [Dataset], dev: [Dataset] = []
  ) throws -> Trainer {
    try exclusively {
      try configuration.validate()
      var configuration = configuration
      configuration.outputDirectory = try configuration.outputDirectory.map(absolute)
      guard precision != .int8 else {
        throw SessionError.dtypePredictsOnly(precision.rawValue)
      }
      try requireFolder(configuration)
      let chain = try requireChain()
      let groups = try groups(of: train, configuration)
      let (known, knownModalities) = (problems, modalities)
      do {
        try modalities.learn(from: groups.lazy.flatMap(\.inputs))
        try learn(groups)
        return try begin(configuration, chain, groups, dev)
      } catch {
        problems = known
        modalities = knownModalities
        throw error
      }
    }
  }

  /// Throws where the output folder has an earlier run's model, or nothing to resume from.
  private func requireFolder(
    _ configuration: TrainingConfiguration, isOurs: Bool = false
  ) throws(TrainingError) {
    guard let folder = configuration.outputDirectory else { return }
    let last = LastCheckpoint.path(inRun: folder)
    if configuration.resume {
      if last == nil { throw .nothingToResume(folder: folder) }
    } else if !configuration.overwrite, let model = RunFolder(folder).model() {
      if !isOurs, FolderLock.isHeld(folder) { throw .folderInUse(folder: folder) }
      throw .earlierRun(folder: folder, model: model, goesOn: last != nil)
    }
  }

  /// Keeps the output folder, made where it is missing, to this run.
  private func lock(_ configuration: TrainingConfiguration) throws -> FolderLock? {
    guard let folder = configuration.outputDirectory else { return nil }
    try StagedFolder.makeFolder(folder)
    guard let lock = try FolderLock(folder) else { throw TrainingError.folderInUse(folder: folder) }
    try requireFolder(configuration, isOurs: true)  // another run may have ended here meanwhile
    return lock
  }

  private func begin(
    _ configuration: TrainingConfiguration, _ chain: Chain, _ groups: [Dataset], _ dev: [Dataset]
  ) throws -> Trainer {
    try requireKnown(dev, chain, name: "dev")
    let asked = configuration.maximumLength
    let encoded = try groups.map { try encode($0, maximumLength: asked) }
    let devGroups = try DataError.namingLabels {
      try parts(of: dev, chain).map {
        try encode(prepared($0, maximumLength: asked), maximumLength: asked)
      }
    }
    let joining = Joining(
      groups: encoded.map(\.features), problems: try trainingParts(encoded, asked))
    let plan = try TrainingPlan(
      configuration, joining, chain: chain, truncated: encoded.map(\.truncated))
    try checkEvaluation(configuration, hasDev: !devGroups.isEmpty)

    let model = try model(for: configuration)
    try model.store.prepareTraining()
    let optimizer = try AdamW(model.store, configuration)
    let lock = try lock(configuration)
    let progress = try progress(of: plan, model, optimizer)
    let folder = configuration.outputDirectory.map(RunFolder.init)
    let history = try folder.map {
      try HistoryFile(
        outputDirectory: $0.path, keepingSteps: progress.step, replaces: configuration.overwrite)
    }
    try model.multiply(in: precision)
    self.model = model
    maximumLength = try length(asked)
    return Trainer(
      self, plan, dev: devGroups, progress: progress, optimizer: optimizer,
      best: BestWeights(folder), history: history, lock: lock)
  }

  /// Where the run begins; one that resumes gets the weights and moments of its last checkpoint.
  private func progress(
    of plan: TrainingPlan, _ model: MultiTaskModel, _ optimizer: AdamW
  ) throws -> TrainingProgress {
    let progress = TrainingProgress(plan)
    guard plan.configuration.resume, let folder = plan.configuration.outputDirectory else {
      return progress
    }
    let last = try LastCheckpoint(folder: folder)
    try last.progress.requireSame(as: progress)
    try last.progress.requireWithin(steps: plan.steps, epochs: plan.configuration.epochs)
    try last.requireSame(problems)
    try last.progress.requireSameData(as: progress)
    try last.read(into: model, optimizer)
    return last.progress
  }

  /// The model with a head for every problem and with this run's dropout and label smoothing; its
  /// weights are those that the session has.
  private func model(for configuration: TrainingConfiguration) throws -> MultiTaskModel {
    let encoder = encoder(of: configuration)
    let settings = HeadSettings(
      setting: try setting(configuration.maximumLength), dropout: encoder.hiddenDropout,
      labelSmoothing: Float(configuration.labelSmoothing))
    let model = try Session.model(encoder, problems, settings, trunk)
    model.recomputes = configuration.recompute
    model.freeze(try configuration.freeze.parts(layers: encoder.layers))
    model.initialize(RandomKey(seed: UInt64(bitPattern: Int64(configuration.seed)))(1))
    for parameter in self.model.store.parameters {
      // A table of modal types grows with a new modality; it then begins anew.
      if let new = model.store.parameter(named: parameter.name), new.shape == parameter.shape {
        copy(parameter.value, into: new.value)
      }
    }
    model.inherit { self.model.store.parameter(named: $0.name) == nil }
    return model
  }

  private func trainingParts(
    _ groups: [EncodedGroup], _ maximumLength: Int?
  ) throws -> [Joining.Part] {
    let setting = try setting(maximumLength)
    return try problems.map { problem in
      let group = groups.firstIndex { $0.problems.contains { $0.name == problem.name } }
      return Joining.Part(
        name: problem.name,
        reading: try ProblemTypes.of(problem).reading(problem, setting),
        source: group.map {
          ($0, groups[$0].problems.firstIndex { $0.name == problem.name })
        })
    }
  }

  /// Labelled data as it was given, but joined where a group's problems came apart.
  func parts(of datasets: [Dataset], _ chain: Chain) throws -> [Dataset] {
    try chain.groups.compactMap { group in
      let parts = datasets.filter { $0.targets.keys.contains { group.contains($0) } }
      guard !parts.isEmpty else { return nil }
      let present = group.filter { name in parts.contains { $0.targets[name] != nil } }
      return try Dataset.join(parts, group: present)
    }
  }

  private func checkEvaluation(
    _ configuration: TrainingConfiguration, hasDev: Bool
  ) throws(TrainingError) {
    if !hasDev, configuration.patience != nil { throw .metricWithoutDev(name: "patience") }
    if !hasDev, configuration.evaluateEvery != nil {
      throw .metricWithoutDev(name: "evaluate_every")
    }
    if !hasDev, configuration.bestMetric != "mean" {
      throw .metricWithoutDev(name: "best_metric")
    }
  }
}
