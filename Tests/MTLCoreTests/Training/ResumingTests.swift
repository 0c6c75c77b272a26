import Foundation
import MTLData
import TestSupport
import Testing

@testable import MTLCore

/// What a run that goes on must find as it was.
@Suite struct ResumingTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]

  /// A run of six steps, saved after five, and the settings that go on with it.
  private func begun(_ folder: TemporaryFolder) throws -> TrainingConfiguration {
    var settings = Tiny.settings {
      $0.stepsPerEpoch = 6
      $0.epochs = 1
      $0.outputDirectory = folder.file("run")
    }
    let trainer = try Session(Tiny.request(folder)).train(settings, train: train)
    try trainer.run(limit: 5)
    try trainer.save()
    trainer.close()
    settings.resume = true
    return settings
  }

  private func refusal(_ folder: TemporaryFolder, _ settings: TrainingConfiguration) -> String {
    do {
      try Session(Tiny.request(folder)).train(settings, train: train).run(limit: 3)
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test func otherEpochsOfAsManyStepsAreRefused() throws {
    let folder = try Tiny.folder()
    var settings = try begun(folder)
    #expect(refusal(folder, settings) == "none")
    (settings.stepsPerEpoch, settings.epochs) = (2, 3)
    #expect(
      refusal(folder, settings)
        == "resume: expected steps_per_epoch 6 as when the checkpoint was saved, got 2")
  }

  @Test func moreEpochsAreRefusedInTheWordsOfTheUser() throws {
    let folder = try Tiny.folder()
    var settings = try begun(folder)
    settings.epochs = 2
    #expect(
      refusal(folder, settings)
        == "resume: expected a run of 6 steps as when the checkpoint was saved, got one of 12; keep "
        + "epochs, batch_size, batch_tokens and what else decides their number")
  }

  @Test func otherRowsAreRefused() throws {
    let folder = try Tiny.folder()
    let settings = try begun(folder)
    let moods = Dataset(
      name: train[1].name, inputs: train[1].inputs,
      targets: train[1].targets.mapValues { $0.reversed() })
    #expect {
      try Session(Tiny.request(folder)).train(settings, train: [train[0], moods])
    } throws: {
      "\($0)" == "resume: expected the rows of 'mood' as when the checkpoint was saved, texts and "
        + "targets in their order, got others"
    }
  }

  @Test func recomputingChangesNoBitAndMayBeginInTheMiddle() throws {
    let folder = try Tiny.folder()
    var settings = try begun(folder)
    settings.recompute = true
    #expect(refusal(folder, settings) == "none")
    (settings.resume, settings.outputDirectory) = (false, nil)
    let again = try Session(Tiny.request(folder)).train(settings, train: train).run()
    settings.recompute = false
    let kept = try Session(Tiny.request(folder)).train(settings, train: train).run()
    #expect(again.lossBits == kept.lossBits && !kept.lossBits.isEmpty)
  }

  @Test func anotherLearningRateIsRefused() throws {
    let folder = try Tiny.folder()
    var settings = try begun(folder)
    settings.learningRate = 0.5
    #expect(
      refusal(folder, settings).hasPrefix("resume: expected learning_rate 0.003")
        && refusal(folder, settings).hasSuffix("as when the checkpoint was saved, got 0.5"))
  }

  @Test(arguments: [
    ("batch", -1, "resume: expected batch from 0 to 5 in the saved progress, got -1"),
    ("batch", 1_000_000, "resume: expected batch from 0 to 5 in the saved progress, got 1000000"),
    ("epoch", 1 << 62, "resume: expected epoch from 0 to 1 in the saved progress, got \(1 << 62)"),
    ("step", -2, "resume: expected step from 0 to 6 in the saved progress, got -2"),
  ])
  func progressOutsideTheRunIsRefused(_ key: String, _ value: Int, _ message: String) throws {
    let folder = try Tiny.folder()
    let settings = try begun(folder)
    let path = folder.file("run") + "/last/trainer.json"
    var object = try JSONFile.read(path)
    object[key] = .integer(value)
    try JSONValue.object(object).compactText.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(refusal(folder, settings) == message)
  }

  @Test func headsThatWereLostAreMissed() throws {
    let folder = try Tiny.folder()
    let settings = try begun(folder)
    let heads = folder.file("run") + "/last/heads.safetensors"
    try FileManager.default.removeItem(atPath: heads)
    #expect(refusal(folder, settings).hasPrefix(heads + ": expected every tensor of the model"))
  }

  @Test func hugeRunsAreDescribed() throws {
    let folder = try Tiny.folder()
    let settings = Tiny.settings {
      ($0.batchSize, $0.gradientAccumulation) = (1_000_000, 10)
      ($0.stepsPerEpoch, $0.epochs) = (10_000_000, 1_000_000)
    }
    let trainer = try Session(Tiny.request(folder)).train(settings, train: train)
    _ = trainer.describe()
  }
}
