import MTLData
import MTLKernels
import MTLModel

extension Session {
  /// Opens a model as `request` says.
  ///
  /// Throws ``SessionError``, ``ConfigurationError``, ``ChainError``, ``ProblemError``,
  /// ``TokenizerError``, ``CheckpointError``, and ``ArenaError`` where there is no memory for it.
  public convenience init(_ request: SessionRequest) throws {
    try Parallel.use(asked: request.threads)
    let precision = try PrecisionChoice.named(request.dtype)
    let source = try ModelSource(request)
    let saved = try request.model.flatMap { try ProblemFile(folder: $0) }
    if let folder = request.model { try saved?.check(source.tokenizer, folder: folder) }
    let encoder = source.configuration.encoder
    let length = min(saved?.maximumLength ?? encoder.maximumPositions, encoder.maximumPositions)
    let modalities = try Session.modalities(request, saved)
    try modalities.check(segments: encoder.typeVocabularySize)
    let setting = Setting(
      tokenizer: source.tokenizer, encoder: encoder, maximumLength: length, modalities: modalities)
    let (chain, problems) = try Session.problems(request, saved, setting)
    var loading = LoadReport()
    let settings = HeadSettings(
      setting: setting, dropout: encoder.hiddenDropout, labelSmoothing: 0)
    let trunk = try TrunkChoice(request, saved: saved.map { $0.trunk ?? .plain })
    let model = try Session.model(encoder, problems, settings, trunk)
    if let folder = request.model {
      loading = try Session.load(folder, into: model, saved)
    }
    let begun = Set(loading.initialised)
    let begins = { (parameter: Parameter) in
      request.model == nil || begun.contains(parameter.name)
    }
    let key = RandomKey(seed: UInt64(bitPattern: Int64(request.seed)))(1)
    model.initialize(key, where: begins)
    model.inherit(where: begins)
    try model.multiply(in: precision)
    self.init(
      source, chain: chain, problems: problems, modalities: modalities, model: model,
      maximumLength: saved?.maximumLength, trunk: trunk, precision: precision, loading: loading)
  }

  /// The modalities asked for, with what the folder knows of them.
  private static func modalities(
    _ request: SessionRequest, _ saved: ProblemFile?
  ) throws -> Modalities {
    try Modalities(
      request.modalities.completing(saved?.modalities ?? [:]),
      usesTypes: request.modalTypes ?? saved?.modalTypes ?? false)
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

  /// The chain and its problems: those asked for, with what the folder knows of them.
  private static func problems(
    _ request: SessionRequest, _ saved: ProblemFile?, _ setting: Setting
  ) throws -> (Chain?, [Problem]) {
    guard let text = request.problems ?? saved?.chain else {
      if let name = request.types.keys.sorted().first {
        throw ProblemError.typeWithoutProblem(problem: name, chain: "")
      }
      return (nil, [])
    }
    let chain = try Chain(parsing: text)
    for name in request.namedProblems
    where !chain.problems.contains(name) {
      throw ProblemError.typeWithoutProblem(problem: name, chain: chain.description)
    }
    var problems = try chain.problems.map { try problem($0, request, saved, setting) }
    try problems.shareHeads()
    return (chain, problems)
  }

  private static func problem(
    _ name: String, _ request: SessionRequest, _ saved: ProblemFile?, _ setting: Setting
  ) throws -> Problem {
    let entry = saved?.problems.first { $0.name == name }
    guard let type = request.types[name] ?? entry?.type else {
      throw ProblemError.noType(problem: name, known: ProblemTypes.names)
    }
    let known = try ProblemTypes.named(type, problem: name, saved: entry?.type)
    var problem = Problem(
      name: name, type: known.name,
      options: try options(name, request) ?? entry?.options?.asObject ?? [:])
    try known.checkOptions(problem)
    if request.labels[name] != nil, !known.target.isOfLabels {
      throw ProblemError.labelsWithoutUse(problem: name, type: known.name)
    }
    let given = try request.labels(of: name, saved: entry?.learned?.labels).map {
      Learned(labels: $0)
    }
    problem.learned = try entry?.learned ?? given ?? known.begin(problem, setting)
    return problem
  }

  private static func options(
    _ name: String, _ request: SessionRequest
  ) throws(ConfigurationError) -> JSONObject? {
    guard let value = request.options[name] else { return nil }
    guard let object = value.asObject else {
      throw .kind(path: "options.\(name)", expected: "a table", actual: value.summary)
    }
    return object
  }
}

extension TargetKind {
  /// Whether targets may be made of a vocabulary of labels, as texts of given units are.
  fileprivate var isOfLabels: Bool {
    switch self {
    case .label, .labels, .labelSet, .labelSequence, .text: true
    case .number, .optionalNumber, .vector, .nothing: false
    }
  }
}

extension SessionRequest {
  /// Every problem that it says something of, sorted.
  fileprivate var namedProblems: [String] {
    (Array(types.keys) + labels.keys + options.keys).sorted()
  }
}
