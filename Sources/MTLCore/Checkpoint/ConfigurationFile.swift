import MTLData
import MTLModel

/// A folder's `config.json`: what it says of the encoder, and every other key as it was.
public struct ConfigurationFile: Equatable, Sendable {
  public static let name = "config.json"

  public var encoder: EncoderConfiguration
  /// All keys of the file that was read, ours among them.
  private var original: JSONObject

  /// The configuration of an encoder that comes from no file.
  public init(_ encoder: EncoderConfiguration) {
    self.encoder = encoder
    original = JSONObject()
  }

  /// Reads and checks `folder`'s `config.json`.
  public init(folder: String) throws(CheckpointError) {
    try checkFolder(folder)
    let path = joined(folder, ConfigurationFile.name)
    guard isFile(path) else {
      throw .noConfiguration(folder: folder, inner: RunFolder(folder).model())
    }
    self = try ConfigurationFile(try JSONFile.read(path), path: path)
  }

  /// Checks an object that holds the keys of a `config.json`; messages name it `path`.
  public init(_ object: JSONObject, path: String) throws(CheckpointError) {
    let fields = FieldReader(path: path, object: object)
    try fields.checkArchitecture()
    encoder = try fields.encoder()
    original = object
  }

  /// What is written: the keys that were read, with ours as they are now.
  public var object: JSONObject {
    var object = original
    object["architectures"] = .list([.text("BertModel")])
    object["model_type"] = .text("bert")
    // transformers 5 writes the second name and reads both.
    object["torch_dtype"] = object["torch_dtype"] == nil ? nil : .text("float32")
    object["dtype"] = object["dtype"] == nil ? nil : .text("float32")
    if object["dtype"] == nil { object["torch_dtype"] = .text("float32") }
    for (key, size) in sizes { object[key] = .integer(size) }
    for (key, number) in numbers where object[key]?.asDouble.map({ Float($0) }) != number {
      // Float's own shortest digits: 0.1, not 0.10000000149.
      object[key] = Double("\(number)").map { .number($0) }
    }
    let name = object["hidden_act"]?.asText ?? ""
    if FieldReader.activations.first(where: { $0.key == name })?.value != encoder.activation {
      object["hidden_act"] = .text(encoder.activation.rawValue)
    }
    return object
  }

  public func save(to folder: String) throws(CheckpointError) {
    try JSONFile.write(object, to: joined(folder, ConfigurationFile.name))
  }

  private var sizes: KeyValuePairs<String, Int> {
    [
      "vocab_size": encoder.vocabularySize, "hidden_size": encoder.hiddenSize,
      "num_hidden_layers": encoder.layers, "num_attention_heads": encoder.heads,
      "intermediate_size": encoder.intermediateSize,
      "max_position_embeddings": encoder.maximumPositions,
      "type_vocab_size": encoder.typeVocabularySize,
    ]
  }

  private var numbers: KeyValuePairs<String, Float> {
    [
      "hidden_dropout_prob": encoder.hiddenDropout,
      "attention_probs_dropout_prob": encoder.attentionDropout,
      "layer_norm_eps": encoder.layerNormEpsilon, "initializer_range": encoder.initializerRange,
    ]
  }
}
