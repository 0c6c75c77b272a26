import MTLData
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

private let tiny: JSONObject = [
  "model_type": .text("bert"), "hidden_size": .integer(24), "num_attention_heads": .integer(4),
  "num_hidden_layers": .integer(2), "vocab_size": .integer(100),
  "intermediate_size": .integer(48),
]

@Test func readsAConfiguration() throws {
  let text = """
    {"architectures": ["BertForMaskedLM"], "attention_probs_dropout_prob": 0.2,
     "hidden_act": "gelu_pytorch_tanh", "hidden_dropout_prob": 0, "hidden_size": 384,
     "initializer_range": 0.01, "intermediate_size": 1536, "layer_norm_eps": 1e-6,
     "max_position_embeddings": 128, "model_type": "bert", "num_attention_heads": 12,
     "num_hidden_layers": 6, "position_embedding_type": "absolute", "type_vocab_size": 3,
     "torch_dtype": "float16", "vocab_size": 30522, "whatever": {"x": [1.5]}}
    """
  let folder = try TemporaryFolder()
  try folder.write(text, to: "config.json")
  let file = try ConfigurationFile(folder: folder.path)
  #expect(
    file.encoder
      == EncoderConfiguration(
        vocabularySize: 30522, hiddenSize: 384, layers: 6, heads: 12, intermediateSize: 1536,
        activation: .geluNew, hiddenDropout: 0, attentionDropout: 0.2, maximumPositions: 128,
        typeVocabularySize: 3, layerNormEpsilon: 1e-6, initializerRange: 0.01))
  let expected =
    text
    .replacing("BertForMaskedLM", with: "BertModel").replacing("float16", with: "float32")
  #expect(try JSONValue(parsing: expected) == .object(file.object))
  try file.save(to: folder.path)
  #expect(try ConfigurationFile(folder: folder.path).encoder == file.encoder)
}

@Test func whatIsNotSaidIsBertsOwn() throws {
  let encoder = try ConfigurationFile(tiny, path: "c").encoder
  #expect(
    encoder
      == EncoderConfiguration(
        vocabularySize: 100, hiddenSize: 24, layers: 2, heads: 4, intermediateSize: 48))
}

@Test func writesAWholeConfiguration() throws {
  let text = JSONValue.object(ConfigurationFile(EncoderConfiguration()).object).compactText
  #expect(
    text == #"{"architectures":["BertModel"],"model_type":"bert","torch_dtype":"float32","#
      + #""vocab_size":30522,"hidden_size":768,"num_hidden_layers":12,"num_attention_heads":12,"#
      + #""intermediate_size":3072,"max_position_embeddings":512,"type_vocab_size":2,"#
      + #""hidden_dropout_prob":0.1,"attention_probs_dropout_prob":0.1,"layer_norm_eps":1e-12,"#
      + #""initializer_range":0.02,"hidden_act":"gelu"}"#)
}

@Test func changesReachTheFile() throws {
  var file = try ConfigurationFile(tiny, path: "c")
  file.encoder.vocabularySize = 7
  file.encoder.activation = .relu
  file.encoder.hiddenDropout = 0.25
  let read = try ConfigurationFile(file.object, path: "c")
  #expect(read.encoder == file.encoder)
}

@Test(
  arguments: [
    ("model_type", nil, "expected 'bert', got none"),
    ("model_type", .text("roberta"), "expected 'bert', got 'roberta'"),
    ("model_type", .integer(1), "expected 'bert', got 1"),
    ("hidden_size", nil, "expected a whole number from 1 to 65536, got none"),
    ("hidden_size", .integer(0), "expected a whole number from 1 to 65536, got 0"),
    ("hidden_size", .number(24), "expected a whole number from 1 to 65536, got 24.0"),
    ("hidden_size", .integer(.max), "expected a whole number from 1 to 65536, got \(Int.max)"),
    ("vocab_size", .integer(-1), "expected a whole number from 1 to 16777216, got -1"),
    ("num_hidden_layers", .text("2"), "expected a whole number from 1 to 1024, got '2'"),
    ("num_attention_heads", .integer(5), "expected a divisor of hidden_size 24, got 5"),
    ("intermediate_size", .null, "expected a whole number from 1 to 1048576, got null"),
    ("max_position_embeddings", .integer(0), "expected a whole number from 1 to 1048576, got 0"),
    ("type_vocab_size", .integer(0), "expected a whole number from 1 to 65536, got 0"),
    (
      "hidden_act", .text("silu"),
      "expected one of 'gelu', 'gelu_new', 'gelu_pytorch_tanh', 'relu', got 'silu'"
    ),
    ("hidden_dropout_prob", .integer(1), "expected a number from 0 to below 1, got 1"),
    ("hidden_dropout_prob", .number(-0.1), "expected a number from 0 to below 1, got -0.1"),
    ("attention_probs_dropout_prob", .null, "expected a number from 0 to below 1, got null"),
    ("layer_norm_eps", .integer(0), "expected a number above 0 and below 1, got 0"),
    ("initializer_range", .integer(2), "expected a number from 0 to 1, got 2"),
    ("position_embedding_type", .text("relative_key"), "expected 'absolute', got 'relative_key'"),
    ("is_decoder", .boolean(true), "expected false, for an encoder, got true"),
  ] as [(String, JSONValue?, String)])
func refusesConfiguration(_ key: String, _ value: JSONValue?, _ message: String) throws {
  var object = tiny
  object[key] = value
  #expect { try ConfigurationFile(object, path: "config.json") } throws: {
    "\($0)" == "config.json, '\(key)': \(message)"
  }
}

@Test func refusesAFolderWithoutConfiguration() throws {
  let folder = try TemporaryFolder()
  #expect { try ConfigurationFile(folder: folder.path) } throws: {
    folder.stripped("\($0)") == ".: expected a file config.json, got a folder without one"
  }
  #expect { try ConfigurationFile(folder: folder.file("none")) } throws: {
    folder.stripped("\($0)")
      == "none: expected to open the folder, got 'No such file or directory'"
  }
  try folder.write("[1]", to: "config.json")
  #expect { try ConfigurationFile(folder: folder.file("config.json")) } throws: {
    folder.stripped("\($0)") == "config.json: expected to open the folder, got 'Not a directory'"
  }
  #expect { try ConfigurationFile(folder: folder.path) } throws: {
    folder.stripped("\($0)")
      == "config.json: line 1 column 1: expected an object, got [1]"
  }
}
