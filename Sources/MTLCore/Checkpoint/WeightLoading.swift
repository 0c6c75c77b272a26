import MTLModel

/// Fills parameters from a checkpoint. Everything is checked before the first value changes.
public enum WeightLoading {
  /// Fills the encoder's parameters from a Hugging Face folder.
  ///
  /// Names may carry the prefix `bert.` and the old LayerNorm names. A missing pooler keeps the
  /// values it has, and the report says so; any other missing or misshapen tensor is refused.
  public static func loadEncoder(
    from folder: String, into parameters: [Parameter]
  ) throws(CheckpointError) -> LoadReport {
    let files = try WeightFiles(folder: folder)
    let wanted = Set(parameters.map(\.name))
    var places: [String: String] = [:]  // parameter → tensor
    for name in files.names {
      let canonical = TensorNames.canonical(name)
      guard wanted.contains(canonical) else { continue }
      if let first = places.updateValue(name, forKey: canonical) {
        throw .repeated(tensor: canonical, first: first, second: name)
      }
    }
    var report = LoadReport()
    let missing = parameters.map(\.name).filter { places[$0] == nil }
    let hasPooler = places.keys.contains(where: TensorNames.isPooler)
    let refused = missing.filter { hasPooler || !TensorNames.isPooler($0) }
    guard refused.isEmpty else { throw .missing(path: files.path, tensors: refused) }
    report.initialised = missing
    if !missing.isEmpty {
      report.notes.append(
        "\(files.path): it has no pooler; \(shortened(missing)) keep their random initial values")
    }
    try fill(parameters, from: files, places, &report)
    describeRest(
      of: files,
      files.names.filter {
        let canonical = TensorNames.canonical($0)
        return !wanted.contains(canonical) && !TensorNames.isBuffer(canonical)
      }, &report)
    return report
  }

  /// Fills the heads' parameters from `heads.safetensors`, where each has its own name.
  ///
  /// A problem that the file does not know keeps its initial values, and the report says so; a
  /// problem of which the file has only a part is refused.
  public static func loadHeads(
    from path: String, into parameters: [Parameter]
  ) throws(CheckpointError) -> LoadReport {
    let files = try WeightFiles(file: path)
    let held = Set(files.names)
    let known = Set(files.names.map(problem))
    var places: [String: String] = [:]  // parameter → tensor
    var refused: [String] = []
    var report = LoadReport()
    for parameter in parameters {
      let name = TensorNames.inHeadFile(parameter.name)
      if held.contains(name) {
        places[parameter.name] = name
      } else if known.contains(problem(name)) {
        refused.append(name)
      } else {
        report.initialised.append(parameter.name)
      }
    }
    guard refused.isEmpty else { throw .missing(path: path, tensors: refused) }
    try fill(parameters, from: files, places, &report)
    let used = Set(places.values)
    describeRest(of: files, files.names.filter { !used.contains($0) }, &report)
    return report
  }

  /// The problem to which a head's parameter belongs: `ner.classifier.weight` is `ner`'s.
  private static func problem(_ name: String) -> Substring { name.prefix { $0 != "." } }

  private static func fill(
    _ parameters: [Parameter], from files: WeightFiles, _ places: [String: String],
    _ report: inout LoadReport
  ) throws(CheckpointError) {
    for parameter in parameters {
      if let name = places[parameter.name] { try files.check(name, shape: parameter.shape) }
    }
    for parameter in parameters {
      guard let name = places[parameter.name] else { continue }
      try files.read(name, shape: parameter.shape, into: parameter.value)
      report.loaded.append(parameter.name)
      if name != TensorNames.inHeadFile(parameter.name) {
        report.renamed.append("\(name) -> \(parameter.name)")
      }
    }
  }

  private static func describeRest(
    of files: WeightFiles, _ rest: [String], _ report: inout LoadReport
  ) {
    guard !rest.isEmpty else { return }
    report.unexpected = rest
    report.notes.append(
      "\(files.path): not used, since the model has no such part: \(shortened(rest))")
  }
}
