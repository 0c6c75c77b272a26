import Foundation
import MTLData
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// An interpreter that has transformers and torch; without one these tests are skipped.
private let interpreter = ProcessInfo.processInfo.environment["BERT_MTL_TRANSFORMERS_PYTHON"]

/// A folder with a real checkpoint, to be saved, opened by transformers, and opened again.
private let checkpoint = ProcessInfo.processInfo.environment["BERT_MTL_CHECKPOINT"]

@Suite(
  .enabled(
    if: interpreter != nil,
    "BERT_MTL_TRANSFORMERS_PYTHON names no interpreter with transformers and torch"))
struct TransformersRoundTripTests {
  @Test(arguments: [
    EncoderConfiguration(
      vocabularySize: 50, hiddenSize: 24, layers: 2, heads: 3, intermediateSize: 40,
      maximumPositions: 20),
    EncoderConfiguration(
      vocabularySize: 31, hiddenSize: 16, layers: 1, heads: 4, intermediateSize: 70,
      activation: .geluNew, maximumPositions: 16, typeVocabularySize: 1, layerNormEpsilon: 1e-6),
    EncoderConfiguration(
      vocabularySize: 40, hiddenSize: 8, layers: 3, heads: 1, intermediateSize: 8,
      activation: .relu, hiddenDropout: 0, maximumPositions: 12, typeVocabularySize: 3),
  ])
  func whatWeSaveTransformersLoads(_ encoder: EncoderConfiguration) throws {
    var wide = encoder
    wide.initializerRange = 0.3  // so that a tensor in the wrong place cannot hide
    let model = try MultiTaskModel(wide, heads: [])
    model.initialize(RandomKey(seed: 5))
    try roundTrip(model, ConfigurationFile(wide))
  }

  @Test(.enabled(if: checkpoint != nil, "BERT_MTL_CHECKPOINT names no folder"))
  func aRealCheckpointGoesThere() throws {
    let folder = try #require(checkpoint)
    let configuration = try ConfigurationFile(folder: folder)
    let model = try MultiTaskModel(configuration.encoder, heads: [])
    let start = ContinuousClock.now
    let report = try ModelFolder.load(folder, into: model)
    print("loaded \(report.loaded.count) tensors in \(ContinuousClock.now - start)", report.notes)
    #expect(report.initialised == [] && report.unexpected == [])
    try roundTrip(model, configuration)
  }

  /// Saves the model, lets transformers open and save it, and opens that.
  private func roundTrip(_ model: MultiTaskModel, _ configuration: ConfigurationFile) throws {
    let folder = try TemporaryFolder()
    let (ours, theirs) = (folder.file("ours"), folder.file("theirs"))
    try ModelFolder.save(model, configuration, to: ours) { stage in
      try writeAnswers(of: model, to: stage)
    }
    let answer = try #require(try JSONValue(parsing: check(ours, theirs)).asObject)
    print("transformers: \(JSONValue.object(answer).compactText)")
    #expect(answer["missing"] == .list([]) && answer["unexpected"] == .list([]))
    #expect((answer["worst"]?.asDouble ?? 1) <= 1e-5)
    let again = try MultiTaskModel(
      try ConfigurationFile(folder: theirs).encoder, heads: [])
    let report = try ModelFolder.load(theirs, into: again)
    #expect(report.unexpected == [] && report.initialised == [])
    #expect(again.configuration == model.configuration)
    for (a, b) in zip(model.encoderParameters, again.encoderParameters) {
      #expect(a.name == b.name && a.values == b.values)
    }
  }

  private func writeAnswers(of model: MultiTaskModel, to folder: String) throws {
    let lengths = [5, 1, 9]
    let key = RandomKey(seed: 6)
    let ids = (0..<15).map { key.integer(below: model.configuration.vocabularySize, at: $0) }
    let types = (0..<15).map {
      key(1).integer(below: model.configuration.typeVocabularySize, at: $0)
    }
    let answer = try model.encode(
      TextRows(ids: ids.map(Int32.init), types: types.map(Int32.init), lengths: lengths))
    let hidden = model.configuration.hiddenSize
    let arena = try Arena(capacity: answer.sequence.count + answer.pooled.count + 32)
    let (sequence, pooled) = (arena.take(15, hidden), arena.take(3, hidden))
    copy(from: answer.sequence, into: sequence)
    copy(from: answer.pooled, into: pooled)
    try SafetensorsWriter.write(
      [
        NamedTensor(name: "sequence", shape: [15, hidden], values: sequence),
        NamedTensor(name: "pooled", shape: [3, hidden], values: pooled),
      ], to: folder + "/round_trip.safetensors")
    let batch = ["ids": ids, "types": types, "lengths": lengths]
    try JSONFile.write(batch, to: folder + "/round_trip.json")
  }

  /// The last line that the script prints.
  private func check(_ ours: String, _ theirs: String) throws -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/transformers/check_round_trip.py").standardizedFileURL
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(interpreter))
    process.arguments = [script.path, ours, theirs]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(text.split(separator: "\n").last ?? "")
  }
}
