import MTLKernels
import MTLModel

/// A language model's folder as `transformers` lays it out: `BertForPreTraining`, or `BertForMaskedLM`
/// where the head does not say how two spans relate.
///
///     config.json  model.safetensors (bert.… and cls.…)  and what `others` writes
enum LanguageModelFolder {
  /// Saves encoder and head, all of it or none (``StagedFolder``); `parameters` are the head's.
  static func save(
    _ model: MultiTaskModel, head parameters: [Parameter], _ configuration: ConfigurationFile,
    to folder: String, others: (String) throws -> Void
  ) throws {
    var tensors = model.encoderParameters.map { named("bert." + $0.name, $0) }
    var parts: Set<String> = []
    for parameter in parameters {
      guard let part = LanguageHeadNames.part(parameter.name) else { continue }
      tensors.append(named("cls." + part, parameter))
      parts.insert(part)
    }
    let isTied = !parts.contains("predictions.decoder.weight")
    if !isTied {
      // transformers 5 reads the decoder's own bias where its table is its own.
      tensors += parameters.filter { $0.name.hasSuffix(".predictions.bias") }
        .map { named("cls.predictions.decoder.bias", $0) }
    }
    var object = configuration.object
    let relates = parts.contains { $0.hasPrefix("seq_relationship.") }
    object["architectures"] = .list([.text(relates ? "BertForPreTraining" : "BertForMaskedLM")])
    object["tie_word_embeddings"] = .boolean(isTied)
    try StagedFolder.save(folder) { stage in
      try SafetensorsWriter.write(
        tensors, metadata: ["format": "pt"], to: joined(stage, "model.safetensors"))
      try JSONFile.write(object, to: joined(stage, ConfigurationFile.name))
      try others(stage)
    }
  }

  private static func named(_ name: String, _ parameter: Parameter) -> NamedTensor {
    NamedTensor(name: name, shape: parameter.shape, values: parameter.value)
  }
}
