import Foundation
import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

@Suite struct TrainerTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(40, seed: 2)]
  private let dev = [
    Tiny.commands(20, seed: 3, name: "dev"), Tiny.moods(12, seed: 4, name: "dev"),
  ]

  private func run(
    _ settings: TrainingConfiguration, dropout: Double = 0.1, limit: Int = .max
  ) throws -> [TrainingEvent] {
    let folder = try Tiny.folder(dropout: dropout)
    let session = try Session(Tiny.request(folder))
    return try session.train(settings, train: train, dev: dev).run(limit: limit)
  }

  @Test func learns() throws {
    let events = try run(Tiny.settings { $0.epochs = 40 }, dropout: 0)
    guard case .finished(let end)? = events.last else {
      Issue.record("the run did not end")
      return
    }
    #expect(end.reason == .completed)
    #expect((end.best ?? 0) > 0.8, "the mean of the main scores on dev")
  }

  @Test func givesTheSameLossesTwice() throws {
    let settings = Tiny.settings { $0.epochs = 1 }
    #expect(try run(settings).lossBits == run(settings).lossBits)
    let other = Tiny.settings {
      $0.epochs = 1
      $0.seed = 2
    }
    #expect(try run(settings).lossBits != run(other).lossBits)
  }

  @Test func continuesBitForBit() throws {
    let folder = try Tiny.folder()
    let settings = Tiny.settings {
      $0.epochs = 2
      $0.outputDirectory = folder.file("run")
    }
    let whole = try run(
      Tiny.settings { $0.epochs = 2 }, limit: 10)
    let session = try Session(Tiny.request(folder))
    let first = try session.train(settings, train: train, dev: dev)
    let begun = try first.run(limit: 5)
    try first.save()
    first.close()

    var resumed = settings
    resumed.resume = true
    let again = try Session(Tiny.request(folder))
    let rest = try again.train(resumed, train: train, dev: dev).run(limit: 5)
    #expect(begun.lossBits + rest.lossBits == whole.lossBits)
  }

  @Test func accumulationGivesTheNumbersOfTheBigBatch() throws {
    let big = try run(
      Tiny.settings {
        $0.epochs = 1
        $0.batchSize = 16
      }, dropout: 0)
    let small = try run(
      Tiny.settings {
        $0.epochs = 1
        $0.batchSize = 4
        $0.gradientAccumulation = 4
      }, dropout: 0)
    for (a, b) in zip(big, small) {
      guard case .train(let a) = a, case .train(let b) = b else { continue }
      #expect(abs(a.loss - b.loss) <= 1e-5 * max(1, abs(a.loss)), "step \(a.step)")
      #expect(abs(a.gradientNorm - b.gradientNorm) <= 1e-4 * a.gradientNorm, "step \(a.step)")
      #expect(a.rows == b.rows)
    }
  }

  @Test func leavesTheEncoderAloneWhileItIsFrozen() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let trainer = try session.train(
      Tiny.settings {
        $0.freezeSteps = 3
        $0.warmupRatio = 0
      }, train: train)
    func weights() -> [[Float]] {
      session.model.store.parameters.filter { $0.name.hasPrefix("heads.") == false }.map(\.values)
    }
    let before = weights()
    try trainer.run(limit: 3)
    #expect(weights() == before)
    try trainer.run(limit: 1)
    #expect(weights() != before)
  }

  @Test func stopsEarlyAndKeepsTheBestWeights() throws {
    let events = try run(
      Tiny.settings {
        $0.epochs = 50
        $0.learningRate = 0
        $0.patience = 2
      })
    guard case .finished(let end)? = events.last else {
      Issue.record("the run did not end")
      return
    }
    #expect(end.reason == .earlyStopping)
    #expect(end.weightsOfStep < end.step)
  }

  @Test func saysWhichLossIsNotFinite() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let trainer = try session.train(
      Tiny.settings {
        $0.warmupRatio = 0
        $0.clipNorm = 0
      }, train: train)
    try trainer.run(limit: 1)
    guard let bias = session.model.store.parameter(named: "heads.mood.classifier.bias") else {
      Issue.record("no such parameter")
      return
    }
    copy(from: [.nan, .nan], into: bias.value)
    #expect {
      try trainer.run(limit: 20)
    } throws: {
      "\($0)".contains(
        "expected a finite loss of problem 'mood', got one that is not; no checkpoint")
    }
  }

  @Test func refusesToGoOnWithOtherData() throws {
    let folder = try Tiny.folder()
    let settings = Tiny.settings {
      $0.outputDirectory = folder.file("run")
      $0.resume = true
    }
    #expect(throws: TrainingError.nothingToResume(folder: folder.file("run"))) {
      try Session(Tiny.request(folder)).train(settings, train: train)
    }
    var first = settings
    first.resume = false
    let trainer = try Session(Tiny.request(folder)).train(first, train: train)
    try trainer.run(limit: 2)
    try trainer.save()
    trainer.close()
    let fewer = [Tiny.commands(59, seed: 1), Tiny.moods(40, seed: 2)]
    #expect(throws: TrainingError.dataChanged(group: "intent&slots", saved: 60, given: 59)) {
      try Session(Tiny.request(folder)).train(settings, train: fewer)
    }
  }

  @Test(arguments: [
    (#"{"epochs": 0}"#, "epochs: expected a whole number from 1 to 1000000, got 0"),
    (#"{"seed": -1}"#, "seed: expected a whole number of at least 0, got -1"),
    (#"{"learning_rate": -1}"#, "learning_rate: expected a number from 0 to 10, got -1.0"),
    (#"{"learning_rate": 1e300}"#, "learning_rate: expected a number from 0 to 10, got 1e+300"),
    (#"{"dropout": 1}"#, "dropout: expected a number from 0 to below 1, got 1.0"),
    (
      #"{"max_length": 17}"#,
      "max_length: expected at most 16, the positions of the encoder, got 17"
    ),
    (#"{"patience": 1}"#, "patience: expected dev data to evaluate on, got none"),
    (#"{"resume": true}"#, "output_dir: expected the folder to resume from, got none"),
    (
      #"{"resume": true, "overwrite": true, "output_dir": "runs"}"#,
      "overwrite: expected false beside resume: true, got true"
    ),
    (
      #"{"loss_weights": {"moood": 2}}"#,
      "problem 'moood': expected a problem of this model; did you mean 'mood'?"
    ),
    (
      #"{"loss_weights": {"mood": -2}}"#,
      "loss_weights.mood: expected a number from 0 to 1e6, got -2.0"
    ),
    (#"{"bucket_boundaries": [4]}"#, "bucket_batch_sizes: expected a value, got none"),
    (
      #"{"sampling": "data_balance"}"#,
      "sampling: expected a known strategy, got 'data_balance'; did you mean 'data_balanced'?"
    ),
  ])
  func refuses(_ json: String, _ message: String) throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let settings = try StrictDecoder.decode(TrainingConfiguration.self, json: json)
    #expect { try session.train(settings, train: train) } throws: { "\($0)" == message }
  }
}
