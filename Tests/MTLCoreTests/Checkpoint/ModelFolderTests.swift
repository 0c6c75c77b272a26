import Foundation
import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

private let tiny = EncoderConfiguration(
  vocabularySize: 11, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
  maximumPositions: 9)

private func model(_ seed: UInt64, problems: [String] = ["a", "bert"]) throws -> MultiTaskModel {
  let plans = problems.map { HeadPlan.classification($0, classes: 3) }
  let model = try MultiTaskModel(tiny, heads: plans)
  model.initialize(RandomKey(seed: seed))
  return model
}

/// The encoder's tensors under other names.
private func write(
  _ model: MultiTaskModel, to path: String, as name: (String) -> String?
) throws {
  try SafetensorsWriter.write(
    model.encoderParameters.compactMap { parameter in
      name(parameter.name).map {
        NamedTensor(name: $0, shape: parameter.shape, values: parameter.value)
      }
    }, to: path)
}

private func message(_ folder: TemporaryFolder, _ body: () throws -> Void) -> String {
  do { try body() } catch { return folder.stripped("\(error)") }
  return "nothing was thrown"
}

@Test func aFolderComesBack() throws {
  let folder = try TemporaryFolder()
  let saved = try model(1)
  try ModelFolder.save(saved, ConfigurationFile(tiny), to: folder.path) { stage in
    try JSONFile.write(["a", "b"], to: stage + "/bert_mtl.json")
  }
  #expect(
    folder.names == ["bert_mtl.json", "config.json", "heads.safetensors", "model.safetensors"])
  #expect(
    try SafetensorsFile(path: folder.file("heads.safetensors")).names == [
      "a.classifier.bias", "a.classifier.weight", "bert.classifier.bias", "bert.classifier.weight",
    ])
  let read = try model(2)
  let report = try ModelFolder.load(folder.path, into: read)
  #expect(report.loaded == saved.store.parameters.map(\.name))
  #expect(report.initialised == [] && report.unexpected == [] && report.notes == [])
  #expect(report.renamed == [])
  #expect(read.store.parameters.map(\.values) == saved.store.parameters.map(\.values))
  #expect(try ConfigurationFile(folder: folder.path).encoder == tiny)
}

@Test func knowsTheOldNames() throws {
  let folder = try TemporaryFolder()
  let saved = try model(1)
  try write(saved, to: folder.file("model.safetensors")) {
    "bert."
      + $0.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
      .replacing("LayerNorm.bias", with: "LayerNorm.beta")
  }
  let read = try model(2)
  let report = try ModelFolder.load(folder.path, into: read)
  #expect(report.loaded == saved.encoderParameters.map(\.name))
  #expect(
    report.renamed.contains("bert.embeddings.LayerNorm.gamma -> embeddings.LayerNorm.weight"))
  #expect(report.initialised == read.headParameters.map(\.name))
  #expect(read.encoderParameters.map(\.values) == saved.encoderParameters.map(\.values))
}

@Test func saysWhatIsLeftOverAndWhatIsNew() throws {
  let folder = try TemporaryFolder()
  let saved = try model(1)
  let others = try Arena(capacity: 64)
  let tensors =
    saved.encoderParameters.filter { !$0.name.hasPrefix("pooler.") }
    .map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.value) }
    + ["bert.embeddings.position_ids", "cls.predictions.bias"].map {
      NamedTensor(name: $0, shape: [2], values: others.take(1, 2))
    }
  try SafetensorsWriter.write(tensors, to: folder.file("model.safetensors"))
  let read = try model(2, problems: [])
  let pooler = read.store.parameter(named: "pooler.dense.weight")?.values
  let report = try ModelFolder.load(folder.path, into: read)
  #expect(report.unexpected == ["cls.predictions.bias"])
  #expect(report.initialised == ["pooler.dense.weight", "pooler.dense.bias"])
  #expect(
    report.notes.map(folder.stripped) == [
      "model.safetensors: it has no pooler; 'pooler.dense.weight', 'pooler.dense.bias' keep their "
        + "random initial values",
      "model.safetensors: not used, since the model has no such part: 'cls.predictions.bias'",
    ])
  #expect(read.store.parameter(named: "pooler.dense.weight")?.values == pooler)
}

@Test func aNewProblemBeginsAnew() throws {
  let folder = try TemporaryFolder()
  try ModelFolder.save(try model(1), ConfigurationFile(tiny), to: folder.path)
  let report = try ModelFolder.load(folder.path, into: try model(2, problems: ["a", "new"]))
  #expect(report.initialised == ["heads.new.classifier.weight", "heads.new.classifier.bias"])
  #expect(report.unexpected == ["bert.classifier.bias", "bert.classifier.weight"])
}

@Test func headsThatAreNoMoreGo() throws {
  let folder = try TemporaryFolder()
  try ModelFolder.save(try model(1), ConfigurationFile(tiny), to: folder.path)
  try ModelFolder.save(try model(1, problems: []), ConfigurationFile(tiny), to: folder.path)
  #expect(try SafetensorsFile(path: folder.file("heads.safetensors")).names == [])
  let report = try ModelFolder.load(folder.path, into: try model(2))
  #expect(report.initialised.count == 4)
}

@Test func readsShards() throws {
  let folder = try TemporaryFolder()
  let saved = try model(1)
  var map = JSONObject()
  for (i, parameter) in saved.encoderParameters.enumerated() {
    map[parameter.name] = .text("part-\(i % 2).safetensors")
  }
  for part in 0..<2 {
    try write(saved, to: folder.file("part-\(part).safetensors")) {
      map[$0]?.asText == "part-\(part).safetensors" ? $0 : nil
    }
  }
  try JSONFile.write(["weight_map": .object(map)], to: folder.file("model.safetensors.index.json"))
  let read = try model(2)
  _ = try ModelFolder.load(folder.path, into: read)
  #expect(read.encoderParameters.map(\.values) == saved.encoderParameters.map(\.values))
}

@Test(arguments: [
  (#"{}"#, "'weight_map': expected an object, got none"),
  (#"{"weight_map": {"x": "../m"}}"#, "'x': expected the name of a file, got '../m'"),
  (#"{"weight_map": {"x": 1}}"#, "'x': expected the name of a file, got 1"),
])
func refusesAShardIndex(_ text: String, _ expected: String) throws {
  let folder = try TemporaryFolder()
  try folder.write(text, to: "model.safetensors.index.json")
  #expect(
    message(folder) { _ = try WeightFiles(folder: folder.path) }
      == "model.safetensors.index.json, " + expected)
}

@Test func refusesAFolderWithoutWeights() throws {
  let folder = try TemporaryFolder()
  #expect(
    message(folder) { _ = try WeightFiles(folder: folder.path) }
      == ".: expected a file model.safetensors, got a folder without one")
  try folder.write("x", to: "pytorch_model.bin")
  #expect(
    message(folder) { _ = try WeightFiles(folder: folder.path) }
      == "pytorch_model.bin: expected model.safetensors, got a pickle, which can run code and is "
      + "not read; convert it where torch is installed: "
      + "AutoModel.from_pretrained(folder).save_pretrained(folder)")
}

@Test func refusesBeforeTheFirstValueChanges() throws {
  let folder = try TemporaryFolder()
  let (saved, read) = (try model(1), try model(2))
  let before = read.store.parameters.map(\.values)
  let path = folder.file("model.safetensors")

  try write(saved, to: path) { $0.hasPrefix("encoder.layer.0") ? nil : $0 }
  #expect(
    message(folder) { _ = try ModelFolder.load(folder.path, into: read) }
      == "model.safetensors: expected every tensor of the model, got none of "
      + "'encoder.layer.0.attention.self.query.weight', "
      + "'encoder.layer.0.attention.self.query.bias', "
      + "'encoder.layer.0.attention.self.key.weight', "
      + "'encoder.layer.0.attention.self.key.bias', "
      + "'encoder.layer.0.attention.self.value.weight', "
      + "'encoder.layer.0.attention.self.value.bias' and 10 more")

  try write(saved, to: path) { $0 == "pooler.dense.bias" ? nil : $0 }
  #expect(
    message(folder) { _ = try ModelFolder.load(folder.path, into: read) }
      == "model.safetensors: expected every tensor of the model, got none of 'pooler.dense.bias'")

  let wide = try MultiTaskModel(
    EncoderConfiguration(
      vocabularySize: 12, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
      maximumPositions: 9), heads: [])
  try write(wide, to: path) { $0 }
  #expect(
    message(folder) { _ = try ModelFolder.load(folder.path, into: read) }
      == "model.safetensors, tensor 'embeddings.word_embeddings.weight': expected shape [11, 8], "
      + "got [12, 8]")

  try ModelFolder.save(
    try MultiTaskModel(tiny, heads: [.classification("a", classes: 4)]), ConfigurationFile(tiny),
    to: folder.path)
  #expect(
    message(folder) { _ = try ModelFolder.load(folder.path, into: read) }
      == "heads.safetensors, tensor 'a.classifier.weight': expected shape [3, 8], got [4, 8]")
  #expect(read.store.parameters.map(\.values) == before)
}

@Test func refusesATensorUnderTwoNames() throws {
  let folder = try TemporaryFolder()
  let saved = try model(1)
  let tensors = saved.encoderParameters.flatMap { parameter in
    [parameter.name, "bert." + parameter.name].map {
      NamedTensor(name: $0, shape: parameter.shape, values: parameter.value)
    }
  }
  try SafetensorsWriter.write(tensors, to: folder.file("model.safetensors"))
  #expect(
    message(folder) { _ = try ModelFolder.load(folder.path, into: saved) }
      == "tensor 'embeddings.LayerNorm.bias': expected it once, got "
      + "'bert.embeddings.LayerNorm.bias' and 'embeddings.LayerNorm.bias'")
}

@Test func momentsComeBack() throws {
  let folder = try TemporaryFolder()
  let model = try model(1)
  let arenas = try (0..<4).map { _ in try Arena(capacity: model.store.capacity) }
  for (i, arena) in arenas.prefix(2).enumerated() {
    truncatedNormal(RandomKey(seed: UInt64(i)), deviation: 1, into: arena.whole)
  }
  let path = folder.file("optimizer.safetensors")
  try OptimizerFile.write(
    model.store.parameters, first: arenas[0], second: arenas[1], metadata: ["step": "7"], to: path)
  let metadata = try OptimizerFile.read(
    path, into: model.store.parameters, first: arenas[2], second: arenas[3])
  #expect(metadata == ["step": "7"])
  for parameter in model.store.parameters {
    for (a, b) in [(0, 2), (1, 3)] {
      let views = [a, b].map {
        arenas[$0].view(at: parameter.range.lowerBound, 1, parameter.range.count).values
      }
      #expect(views[0] == views[1])
    }
  }
  let other = try MultiTaskModel(tiny, heads: [.classification("other", classes: 2)])
  #expect(
    message(folder) {
      try OptimizerFile.read(
        path, into: other.store.parameters, first: arenas[2], second: arenas[3])
    } == "optimizer.safetensors: expected every tensor of the model, got none of "
      + "'first.heads.other.classifier.weight', 'second.heads.other.classifier.weight', "
      + "'first.heads.other.classifier.bias', 'second.heads.other.classifier.bias'")
}
