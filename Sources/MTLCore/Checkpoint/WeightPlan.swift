import MTLModel

/// Which tensor fills which parameter, all of it checked: making a plan changes nothing, and
/// ``fill()`` meets nothing unexpected but a disk that fails.
public struct WeightPlan {
  /// What ``fill()`` will have done.
  public internal(set) var report = LoadReport()
  let files: WeightFiles
  private var places: [(parameter: Parameter, tensor: String)] = []

  /// Fills nothing yet.
  init(_ files: WeightFiles) { self.files = files }

  public func fill() throws(CheckpointError) {
    for (parameter, tensor) in places {
      try files.read(tensor, shape: parameter.shape, into: parameter.value)
    }
  }

  /// The encoder's parameters from a Hugging Face folder.
  ///
  /// Names may carry the prefix `bert.` and the old LayerNorm names. A missing pooler keeps the
  /// values it has, and the report says so; any other missing or misshapen tensor is refused. Tensors
  /// of `others` are not reported as unexpected.
  public init(
    encoder parameters: [Parameter], from folder: String, others: Set<String> = []
  ) throws(CheckpointError) {
    files = try WeightFiles(folder: folder)
    let wanted = Set(parameters.map(\.name))
    var tensors: [String: String] = [:]  // by parameter
    var rest: [String] = []
    for name in files.names {
      let canonical = TensorNames.canonical(name)
      if !wanted.contains(canonical) {
        let isKnown = others.contains(name) || TensorNames.isBuffer(canonical)
        if !isKnown { rest.append(name) }
      } else if let first = tensors.updateValue(name, forKey: canonical) {
        throw .repeated(tensor: canonical, first: first, second: name)
      }
    }
    let missing = parameters.map(\.name).filter { tensors[$0] == nil }
    let hasPooler = tensors.keys.contains(where: TensorNames.isPooler)
    let refused = missing.filter { hasPooler || !TensorNames.isPooler($0) }
    guard refused.isEmpty else { throw .missing(path: files.path, tensors: refused) }
    if !missing.isEmpty {
      report.notes.append(
        "\(files.path): it has no pooler; \(shortened(missing)) keep their random initial values")
    }
    try place(parameters, rest: rest) { tensors[$0.name] }
  }

  /// The heads' parameters from `heads.safetensors`, where each begins with its problem's name; the
  /// trunk's from `trunk.safetensors`, where each begins with what is fed; or those of modalities from
  /// `modalities.safetensors`.
  ///
  /// A problem that the file does not know keeps its initial values, and the report says so; a
  /// problem of which the file has only a part is refused.
  public init(heads parameters: [Parameter], from path: String) throws(CheckpointError) {
    files = try WeightFiles(file: path)
    let held = Set(files.names)
    let known = Set(files.names.map(WeightPlan.problem))
    let names = parameters.map { TensorNames.inHeadFile($0.name) }
    let refused = names.filter { !held.contains($0) && known.contains(WeightPlan.problem($0)) }
    guard refused.isEmpty else { throw .missing(path: path, tensors: refused) }
    let wanted = Set(names)
    try place(parameters, rest: files.names.filter { !wanted.contains($0) }) {
      let name = TensorNames.inHeadFile($0.name)
      return held.contains(name) ? name : nil
    }
  }

  /// The tensors that fill something.
  var tensors: Set<String> { Set(places.map(\.tensor)) }

  /// The tensor has the parameter's shape.
  mutating func place(_ parameter: Parameter, from tensor: String) {
    places.append((parameter, tensor))
    report.loaded.append(parameter.name)
    if tensor != TensorNames.inHeadFile(parameter.name) {
      report.renamed.append("\(tensor) -> \(parameter.name)")
    }
  }

  /// The problem to which a head's parameter belongs: `ner.classifier.weight` is `ner`'s.
  private static func problem(_ name: String) -> Substring { name.prefix { $0 != "." } }

  private mutating func place(
    _ parameters: [Parameter], rest: [String], from tensor: (Parameter) -> String?
  ) throws(CheckpointError) {
    for parameter in parameters {
      guard let name = tensor(parameter) else {
        report.initialised.append(parameter.name)
        continue
      }
      try files.check(name, shape: parameter.shape)
      place(parameter, from: name)
    }
    report.unexpected = rest
    if !rest.isEmpty {
      report.notes.append(
        "\(files.path): not used, since the model has no such part: \(shortened(rest))")
    }
  }
}
