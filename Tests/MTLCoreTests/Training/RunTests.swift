import Foundation
import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// What a run says and leaves behind.
@Suite struct RunTests {
  private let train = [Tiny.commands(60, seed: 1), Tiny.moods(20, seed: 2)]

  @Test func saysWhatItIsGoingToDo() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let trainer = try session.train(
      Tiny.settings {
        $0.epochs = 4
        $0.lossWeights = ["mood": 0.5]
      }, train: train)
    let run = trainer.describe()
    #expect(run.steps == 40)
    #expect(run.warmupSteps == 4)
    #expect(run.groups.map(\.group) == ["intent&slots", "mood"])
    #expect(run.groups.map(\.share) == [0.75, 0.25])
    #expect(run.groups.map(\.passes) == [4, 4])
    #expect(run.problems.map(\.lossWeight) == [1, 1, 0.5])
    #expect(
      run.notes == ["\(folder.path): it has no model.safetensors; the encoder begins at random"])
  }

  @Test func aProblemThatWasNotDrawnHasNoLoss() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let settings = Tiny.settings {
      $0.batchSize = 1
      $0.epochs = 1
    }
    for event in try session.train(settings, train: train).run(limit: 30) {
      guard case .train(let report) = event else { continue }
      let isMood = report.rows["mood"] == 1
      #expect((report.losses["mood"] == 0) == !isMood)
      #expect((report.losses["intent"] == 0) == isMood)
    }
  }

  @Test func isTheSameForAnyNumberOfThreads() throws {
    func losses(threads: Int) throws -> [[String: UInt64]] {
      Parallel.use(threads: threads)
      let folder = try Tiny.folder()
      let session = try Session(Tiny.request(folder))
      return try session.train(Tiny.settings(), train: train).run(limit: 8).lossBits
    }
    let one = try losses(threads: 1)
    #expect(try losses(threads: 2) == one)
    #expect(try losses(threads: 5) == one)
  }

  @Test func leavesAHistoryAndItsCheckpoints() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let settings = Tiny.settings {
      $0.epochs = 2
      $0.outputDirectory = folder.file("run")
      $0.bestMetric = "slots.f1"
    }
    let dev = [Tiny.commands(10, seed: 5, name: "dev")]
    let events = try session.train(settings, train: train, dev: dev).run()
    let history = try String(contentsOfFile: folder.file("run/history.jsonl"), encoding: .utf8)
    let lines = history.split(separator: "\n")
    #expect(lines.count == events.filter { if case .finished = $0 { false } else { true } }.count)
    for line in lines { _ = try JSONValue(parsing: String(line)) }
    for name in ["best", "last"] {
      let model = try Session(SessionRequest(model: folder.file("run/\(name)")))
      #expect(try model.describe().problems.map(\.mainScore) == ["accuracy", "f1", "accuracy"])
    }
  }

  @Test func evaluatesAfterEverySoManySteps() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let settings = Tiny.settings {
      $0.epochs = 1
      $0.evaluateEvery = 4
    }
    let dev = [Tiny.moods(5, seed: 5, name: "dev")]
    let steps = try session.train(settings, train: train, dev: dev).run().compactMap { event in
      if case .evaluation(let evaluation) = event { evaluation.step } else { nil }
    }
    #expect(steps == [4, 8, 10])
  }

  @Test func writesEventsAsJSON() throws {
    let event = TrainingEvent.finished(
      FinishedEvent(reason: .earlyStopping, step: 9, weightsOfStep: 6, best: 0.5))
    #expect(
      try Reply(event).json
        == #"{"best":0.5,"kind":"finished","reason":"early_stopping","step":9,"weights_of_step":6}"#
    )
    #expect(
      try Reply(TrainingEvent.evaluating(done: 1, of: 3)).json
        == #"{"done":1,"kind":"evaluating","of":3}"#)
  }
}
