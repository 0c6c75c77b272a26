import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// How many damaged files each attack tries.
private let attempts = 2000

private func everyAttempt(
  _ seed: UInt64, _ bytes: [UInt8], of attempts: Int = attempts,
  _ body: ([UInt8]) throws -> Void
)
  rethrows
{
  let key = RandomKey(seed: seed)
  for attempt in 0..<attempts {
    var mutation = Mutation(key(attempt))
    try body(mutation.damage(bytes))
  }
}

/// Whatever is refused is refused with a sentence.
private func sentence(_ body: () throws -> Void) -> Bool {
  do {
    try body()
    return false
  } catch {
    #expect("\(error)".contains("expected"), "\(error)")
    return true
  }
}

private let header =
  #"{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"#
  + #""b":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},"#
  + #""c":{"dtype":"BF16","shape":[],"data_offsets":[32,34]},"#
  + #""d":{"dtype":"I64","shape":[0,5],"data_offsets":[34,34]}}"#

@Test func damagedSafetensorsAreReadOrRefused() throws {
  let folder = try TemporaryFolder()
  let arena = try Arena(capacity: 4096)
  var refused = 0
  try everyAttempt(1, safetensors(header, data: 34)) { bytes in
    let path = try folder.write(bytes, to: "m.safetensors")
    let isRefused = sentence {
      let file = try SafetensorsFile(path: path)
      for name in file.names {
        let shape = file.shape(of: name) ?? []
        let count = shape.reduce(1, *)
        _ = sentence {
          #expect(try file.values(name).count == count)
          arena.reset()
          try file.read(name, shape: shape, into: arena.take(1, count))
        }
      }
    }
    refused += isRefused ? 1 : 0
  }
  print("safetensors: \(refused) of \(attempts) damaged files refused")
  #expect(refused > attempts / 2)
}

@Test func damagedCheckpointsLeaveTheModelWhole() throws {
  let folder = try TemporaryFolder()
  let configuration = EncoderConfiguration(
    vocabularySize: 3, hiddenSize: 2, layers: 1, heads: 1, intermediateSize: 2,
    maximumPositions: 2, typeVocabularySize: 1)
  let model = try MultiTaskModel(configuration, heads: [.classification("a", classes: 2)])
  model.initialize(RandomKey(seed: 1))
  try ModelFolder.save(model, ConfigurationFile(configuration), to: folder.path)
  let other = try MultiTaskModel(configuration, heads: [.classification("a", classes: 2)])
  for name in ["model.safetensors", "heads.safetensors"] {
    let whole = try folder.read(name)
    try everyAttempt(2, whole, of: 500) { bytes in
      try folder.write(bytes, to: name)
      let isRefused = sentence { _ = try ModelFolder.load(folder.path, into: other) }
      guard isRefused else {
        zero(other.store.values.whole)
        return
      }
      #expect(other.store.values.whole.values.allSatisfy { $0 == 0 })
    }
    try folder.write(whole, to: name)
  }
}

@Test func damagedConfigurationsAreReadOrRefused() throws {
  let text = JSONValue.object(ConfigurationFile(EncoderConfiguration()).object).indentedText
  let folder = try TemporaryFolder()
  var refused = 0
  try everyAttempt(3, Array(text.utf8)) { bytes in
    try folder.write(bytes, to: "config.json")
    let isRefused = sentence {
      let file = try ConfigurationFile(folder: folder.path)
      #expect(file.encoder.hiddenSize % file.encoder.heads == 0)
      #expect(file.encoder.hiddenDropout < 1 && file.encoder.layerNormEpsilon > 0)
      #expect(try ConfigurationFile(file.object, path: "again").encoder == file.encoder)
    }
    refused += isRefused ? 1 : 0
  }
  print("config.json: \(refused) of \(attempts) damaged files refused")
  #expect(refused > attempts / 2)
}

@Test func damagedShardIndicesAreReadOrRefused() throws {
  let folder = try TemporaryFolder()
  try folder.write(safetensors(header, data: 34), to: "s1.safetensors")
  let text =
    #"{"metadata":{"total_size":34},"weight_map":{"a":"s1.safetensors","b":"s1.safetensors"}}"#
  try everyAttempt(4, Array(text.utf8)) { bytes in
    try folder.write(bytes, to: "model.safetensors.index.json")
    _ = sentence {
      let files = try WeightFiles(folder: folder.path)
      for name in files.names { _ = sentence { try files.check(name, shape: [2, 3]) } }
    }
  }
}

@Test func damagedJSONIsReadAndWrittenBackOrRefused() throws {
  let text = #"{"a": [1, -2.5e-3, "x\u00e9\ud83d\ude00\n", true, null], "b": {"c": {}, "d": []}}"#
  everyAttempt(5, Array(text.utf8)) { bytes in
    _ = sentence {
      let value = try JSONValue(parsing: bytes)
      #expect(try JSONValue(parsing: value.compactText) == value)
      #expect(try JSONValue(parsing: value.indentedText) == value)
    }
  }
}
