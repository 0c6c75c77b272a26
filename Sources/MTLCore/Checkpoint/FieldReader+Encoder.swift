import MTLData
import MTLModel

extension FieldReader {
  /// The names of `hidden_act` that we compute, `gelu_new` being the tanh approximation.
  static let activations: KeyValuePairs<String, Activation> = [
    "gelu": .gelu, "gelu_new": .geluNew, "gelu_pytorch_tanh": .geluNew, "relu": .relu,
  ]

  /// Refuses what is no plain BERT encoder.
  func checkArchitecture() throws(CheckpointError) {
    _ = try choice("model_type", ["bert": ()], standard: nil)
    _ = try choice("position_embedding_type", ["absolute": ()], standard: ())
    for key in ["is_decoder", "add_cross_attention"] {
      if let value = object[key], value != .boolean(false), value != .null {
        throw error(key, "false, for an encoder", value)
      }
    }
  }

  /// The sizes must be given; what else is missing has the value of Hugging Face's `BertConfig`.
  func encoder() throws(CheckpointError) -> EncoderConfiguration {
    let hidden = try integer("hidden_size", in: 1...65_536)
    let heads = try integer("num_attention_heads", in: 1...65_536)
    guard hidden % heads == 0 else {
      throw error(
        "num_attention_heads", "a divisor of hidden_size \(hidden)", .integer(heads))
    }
    let share = "a number from 0 to below 1"
    return EncoderConfiguration(
      vocabularySize: try integer("vocab_size", in: 1...16_777_216),
      hiddenSize: hidden,
      layers: try integer("num_hidden_layers", in: 1...1024),
      heads: heads,
      intermediateSize: try integer("intermediate_size", in: 1...1_048_576),
      activation: try choice("hidden_act", FieldReader.activations, standard: .gelu),
      hiddenDropout: try number("hidden_dropout_prob", share, standard: 0.1) { 0 <= $0 && $0 < 1 },
      attentionDropout: try number("attention_probs_dropout_prob", share, standard: 0.1) {
        0 <= $0 && $0 < 1
      },
      maximumPositions: try integer("max_position_embeddings", in: 1...1_048_576, standard: 512),
      typeVocabularySize: try integer("type_vocab_size", in: 1...65_536, standard: 2),
      layerNormEpsilon: try number(
        "layer_norm_eps", "a number above 0 and below 1", standard: 1e-12
      ) { 0 < $0 && $0 < 1 },
      initializerRange: try number("initializer_range", "a number from 0 to 1", standard: 0.02) {
        0 <= $0 && $0 <= 1
      })
  }
}
