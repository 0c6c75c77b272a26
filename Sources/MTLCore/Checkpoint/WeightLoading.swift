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
    var places: [String: String] = [:]  // parameter → tensor
    for name in files.names {
      let canonical = TensorNames.canonical(name)
      if let first = places.updateValue(name, forKey: canonical) {
        throw .repeated(tensor: canonical, first: first, second: name)
      }
    }
    var report = LoadReport()
    let missing = parameters.map(\.name).filter { places[$0] == nil }
    let refused = missing.filter { !TensorNames.isOptional($0) }
    guard refused.isEmpty else { throw .missing(path: files.path, tensors: refused) }
    report.initialised = missing
    if !missing.isEmpty {
      report.notes.append(
        "\(files.path): it has no pooler; \(shortened(missing)) keep their random initial values")
    }
    try fill(parameters, from: files, places, &report)
    let used = Set(parameters.map(\.name))
    describeRest(
      of: files,
      files.names.filter {
        let canonical = TensorNames.canonical($0)
        return !used.contains(canonical) && !TensorNames.isBuffer(canonical)
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
    let places = Dictionary(files.names.map { ($0, $0) }) { first, _ in first }
    var report = LoadReport()
    let known = Set(files.names.map(problem))
    let missing = parameters.map(\.name).filter { places[$0] == nil }
    let refused = missing.filter { known.contains(problem($0)) }
    guard refused.isEmpty else { throw .missing(path: path, tensors: refused) }
    report.initialised = missing
    try fill(parameters, from: files, places, &report)
    let used = Set(parameters.map(\.name))
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
      if name != parameter.name { report.renamed.append("\(name) -> \(parameter.name)") }
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
