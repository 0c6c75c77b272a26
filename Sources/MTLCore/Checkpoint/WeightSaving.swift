import MTLModel

/// Writes parameters as the ecosystem reads them.
public enum WeightSaving {
  /// `model.safetensors`, with the names of Hugging Face's `BertModel`.
  public static func saveEncoder(
    _ parameters: [Parameter], to folder: String
  ) throws(CheckpointError) {
    // transformers refuses a file without this line.
    try save(parameters, named: \.name, ["format": "pt"], to: joined(folder, "model.safetensors"))
  }

  /// What stands beside the encoder, in a file of its own: `<problem>.classifier.weight` and so on.
  static func save(_ parameters: [Parameter], in path: String) throws(CheckpointError) {
    try save(
      parameters, named: { TensorNames.inHeadFile($0.name) }, ["format": "pt"], to: path)
  }

  private static func save(
    _ parameters: [Parameter], named name: (Parameter) -> String, _ metadata: [String: String],
    to path: String
  ) throws(CheckpointError) {
    let tensors = parameters.map {
      NamedTensor(name: name($0), shape: $0.shape, values: $0.value)
    }
    try SafetensorsWriter.write(tensors, metadata: metadata, to: path)
  }
}
