import MTLModel

extension WeightPlan {
  /// Heads of language models that a checkpoint of `BertForPreTraining` or `BertForMaskedLM` has:
  /// those of `parameters` that are parts of such heads. A checkpoint without them fills nothing.
  ///
  /// Throws where it has only some tensors of a part. One of other sizes is not taken, and the report
  /// says so: between encoder and head there may be rows of another width.
  init(language parameters: [Parameter], from folder: String) throws(CheckpointError) {
    try self.init(WeightFiles(folder: folder))
    var held: [String: String] = [:]  // by canonical name
    for name in files.names { held[TensorNames.canonical(name)] = name }
    for module in LanguageHeadNames.modules {
      guard held.keys.contains(where: { $0.hasPrefix("cls." + module) }) else { continue }
      var found: [String: [(Parameter, String)]] = [:]  // by head
      for parameter in parameters {
        guard let part = LanguageHeadNames.part(parameter.name), part.hasPrefix(module) else {
          continue
        }
        let names = LanguageHeadNames.tensors(for: part)
        guard let tensor = names.compactMap({ held[$0] }).first else {
          throw .missing(path: files.path, tensors: [names[names.count - 1]])
        }
        found[String(parameter.name.dropLast(part.count)), default: []].append((parameter, tensor))
      }
      for (head, places) in found.sorted(by: { $0.key < $1.key }) { take(places, head + module) }
    }
  }

  private mutating func take(_ places: [(parameter: Parameter, tensor: String)], _ module: String) {
    do {
      for (parameter, tensor) in places { try files.check(tensor, shape: parameter.shape) }
    } catch {
      report.notes.append("\(error); \(module.dropLast()) keeps its random initial values")
      return
    }
    for (parameter, tensor) in places { place(parameter, from: tensor) }
  }
}
