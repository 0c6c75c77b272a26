import MTLModel

/// A model's folder, as the ecosystem lays it out, with modalities, heads and trunk
/// beside the encoder.
///
///     config.json  model.safetensors  modalities.safetensors  heads.safetensors  trunk.safetensors
///     and what `others` writes
public enum ModelFolder {
  public static let heads = "heads.safetensors"
  /// Only where rows may hold more than text.
  public static let modalities = "modalities.safetensors"
  /// Only where there is a trunk that has weights.
  static let trunk = "trunk.safetensors"

  /// Fills `model` from `folder`: the encoder, and whatever else of it the folder has. Heads of language
  /// models that it does not have begin with that of a checkpoint of a language model.
  ///
  /// What the folder does not have keeps its value, and the report names it for the caller to
  /// initialize. Nothing changes where anything of the folder's is refused; a disk that fails while the
  /// values are read leaves some of them.
  public static func load(
    _ folder: String, into model: MultiTaskModel
  ) throws(CheckpointError) -> LoadReport {
    try StagedFolder.finish(folder)
    var plans: [WeightPlan] = []
    for (file, parameters) in parts(of: model) {
      let path = joined(folder, file)
      if isFile(path) { plans.append(try WeightPlan(heads: parameters, from: path)) }
    }
    let saved = Set(plans.flatMap(\.report.loaded))
    let language = try WeightPlan(
      language: model.headParameters.filter { !saved.contains($0.name) }, from: folder)
    let encoder = try WeightPlan(
      encoder: model.encoderParameters, from: folder, others: language.tensors)
    plans = [encoder] + plans + [language]
    for plan in plans { try plan.fill() }
    var report = plans.reduce(LoadReport()) { $0.adding($1.report) }
    let loaded = Set(report.loaded)
    report.initialised = model.store.parameters.map(\.name).filter { !loaded.contains($0) }
    return report
  }

  /// Saves encoder, heads and configuration, and what `others` writes into the folder it is given
  /// (vocabulary, `bert_mtl.json`): all of it, or none (``StagedFolder``).
  public static func save(
    _ model: MultiTaskModel, _ configuration: ConfigurationFile, to folder: String,
    others: (String) throws -> Void = { _ in }
  ) throws {
    try StagedFolder.save(folder) { stage in
      try WeightSaving.saveEncoder(model.encoderParameters, to: stage)
      // A file of heads that are no more must not stay beside the new encoder: it is emptied.
      for (file, parameters) in parts(of: model)
      where !parameters.isEmpty || isFile(joined(folder, file)) {
        try WeightSaving.save(parameters, in: joined(stage, file))
      }
      try configuration.save(to: stage)
      try others(stage)
    }
  }

  /// The files beside the encoder's, and what each holds.
  private static func parts(
    of model: MultiTaskModel
  ) -> [(file: String, parameters: [Parameter])] {
    [
      (modalities, model.modalParameters), (heads, model.headParameters),
      (trunk, model.trunkParameters),
    ]
  }
}

extension MultiTaskModel {
  public var encoderParameters: [Parameter] {
    store.parameters.filter { $0.range.upperBound <= encoderRange.upperBound }
  }

  /// The projections of modalities.
  public var modalParameters: [Parameter] {
    store.parameters.filter { modalRange.contains($0.range.lowerBound) }
  }

  public var headParameters: [Parameter] {
    store.parameters.filter { $0.name.hasPrefix("heads.") }
  }

  var trunkParameters: [Parameter] { store.parameters.filter { $0.name.hasPrefix("trunk.") } }
}
