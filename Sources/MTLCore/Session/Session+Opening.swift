import MTLData
import MTLKernels
import MTLModel

extension Session {
  /// Opens a model as `request` says.
  ///
  /// Throws ``SessionError``, ``ConfigurationError``, ``ChainError``, ``ProblemError``,
  /// ``TokenizerError``, ``CheckpointError``, and ``ArenaError`` where there is no memory for it.
  public convenience init(_ request: SessionRequest) throws {
    try Session.use(threads: request.threads)
    let source = try ModelSource(request)
    let saved = try request.model.flatMap { try ProblemFile(folder: $0) }
    let (chain, problems) = try Session.problems(request, saved)
    let encoder = source.configuration.encoder
    var loading = LoadReport()
    let plans = try problems.compactMap { try Session.plan($0, encoder.hiddenDropout) }
    let model = try MultiTaskModel(encoder, heads: plans)
    model.initialize(RandomKey(seed: UInt64(bitPattern: Int64(request.seed)))(1))
    if let folder = request.model {
      loading = try Session.load(folder, into: model, saved)
    }
    self.init(
      source, chain: chain, problems: problems, model: model, maximumLength: saved?.maximumLength,
      loading: loading)
  }

  /// The head of a problem whose labels are known.
  static func plan(
    _ problem: Problem, _ dropout: Float, labelSmoothing: Float = 0
  ) throws -> HeadPlan? {
    guard let labels = problem.labels else { return nil }
    return try ProblemTypes.of(problem)
      .head(problem.name, labels: labels, dropout: dropout, labelSmoothing: labelSmoothing)
  }

  /// The weights that the folder has; an encoder without any begins at random, and the report says so,
  /// but a model that was saved with its problems has lost them.
  private static func load(
    _ folder: String, into model: MultiTaskModel, _ saved: ProblemFile?
  ) throws -> LoadReport {
    do {
      let report = try ModelFolder.load(folder, into: model)
      try saved?.check(report, folder: folder)
      return report
    } catch CheckpointError.noWeights where saved == nil {
      var report = LoadReport()
      report.initialised = model.store.parameters.map(\.name)
      report.notes = ["\(folder): it has no model.safetensors; the encoder begins at random"]
      return report
    }
  }

  private static func use(threads: Int?) throws(SessionError) {
    guard let threads else { return }
    guard 1...1024 ~= threads else { throw .threads(threads) }
    Parallel.use(threads: threads)
  }

  /// The chain and its problems: those asked for, with what the folder knows of them.
  private static func problems(
    _ request: SessionRequest, _ saved: ProblemFile?
  ) throws -> (Chain?, [Problem]) {
    guard let text = request.problems ?? saved?.chain else {
      if let name = request.types.keys.sorted().first {
        throw ProblemError.typeWithoutProblem(problem: name, chain: "")
      }
      return (nil, [])
    }
    let chain = try Chain(parsing: text)
    for name in (Array(request.types.keys) + request.labels.keys).sorted()
    where !chain.problems.contains(name) {
      throw ProblemError.typeWithoutProblem(problem: name, chain: chain.description)
    }
    return (chain, try chain.problems.map { try problem($0, request, saved) })
  }

  private static func problem(
    _ name: String, _ request: SessionRequest, _ saved: ProblemFile?
  ) throws -> Problem {
    let entry = saved?.problems.first { $0.name == name }
    guard let type = request.types[name] ?? entry?.type else {
      throw ProblemError.noType(problem: name, known: ProblemTypes.names)
    }
    _ = try ProblemTypes.named(type, problem: name)
    if let entry, entry.type != type {
      throw ProblemError.otherType(problem: name, saved: entry.type, given: type)
    }
    let given = try request.labels[name].map {
      try LabelVocabulary($0, place: "labels of problem '\(name)'")
    }
    return Problem(name: name, type: type, labels: entry?.labels ?? given)
  }
}
