import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// What a session says of where the time of a step goes.
@Suite struct ProfilerTests {
  private func profile(
    _ session: Session, steps: Int = 3, _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> Profiler {
    var request = ProfileRequest()
    request.steps = steps
    request.training = Tiny.settings(change)
    let profiler = try session.profile(
      request, train: [Tiny.commands(40, seed: 1), Tiny.moods(20, seed: 2)])
    var progress = ProfileProgress(done: 0, of: steps)
    while progress.done < progress.of {
      progress = try whenNobodyRecords { try profiler.step() }
    }
    return profiler
  }

  @Test func accountsForTheWholeStep() throws {
    let folder = try Tiny.folder()
    let report = try profile(Session(Tiny.request(folder))).report()
    #expect(report.steps == 3 && report.threads == Parallel.threads)
    let sum = report.kernels.reduce(report.outside.share) { $0 + $1.share }
    #expect(abs(sum - 1) < 1e-9)
    #expect((0...1).contains(report.serialShare))
    #expect(report.tokens > 0 && report.tokensPerSecond > 0)
    #expect(report.kernels.map(\.seconds) == report.kernels.map(\.seconds).sorted(by: >))
    #expect(
      Set(report.kernels.map(\.kernel)).isSuperset(
        of: ["product + bias", "product a b", "product aᵀ b", "attention", "attention backward"]))
    #expect(
      report.phases.map(\.name) == ["batch", "forward", "heads", "backward", "norm", "update"])
  }

  @Test func countsWhatProductsCompute() throws {
    let folder = try Tiny.folder()
    let report = try profile(Session(Tiny.request(folder))).report()
    for kernel in report.kernels {
      let multiplies = ["product", "attention"].contains { kernel.kernel.hasPrefix($0) }
      #expect((kernel.gigaflops != nil) == multiplies, "\(kernel.kernel)")
    }
  }

  @Test func leavesTheModelAlone() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let (before, values) = (try session.describe(), session.model.store.values.whole.values)
    _ = try profile(session)
    #expect(session.model.store.values.whole.values == values)
    #expect(try session.describe() == before)
    #expect(!session.model.store.isTraining)
    // What it trains afterwards is what it would have trained without.
    func losses(_ session: Session) throws -> [[String: UInt64]] {
      try session.train(
        Tiny.settings { $0.epochs = 1 },
        train: [Tiny.commands(40, seed: 1), Tiny.moods(20, seed: 2)]
      ).run().lossBits
    }
    #expect(try losses(session) == losses(Session(Tiny.request(folder))))
  }

  @Test func writesAndResumesNothing() throws {
    let folder = try Tiny.folder()
    let output = "\(folder.path)/run"
    let profiler = try profile(try Session(Tiny.request(folder))) {
      $0.outputDirectory = output
      $0.resume = true
      $0.patience = 1
      $0.evaluateEvery = 1
      $0.bestMetric = "intent.accuracy"
      $0.saveEvery = 1
    }
    #expect(try profiler.report().steps == 3)
    #expect(!folder.names.contains("run"))
  }

  @Test func watchesMoreStepsThanTheDataHas() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    let report = try profile(session, steps: 12) { $0.batchSize = 60 }.report()
    #expect(report.steps == 12)
    #expect(report.kernels.first { $0.kernel == "adamw" }.map { $0.calls > 0 } ?? false)
  }

  @Test func refusesStepsThatMeanNothing() throws {
    let folder = try Tiny.folder()
    let session = try Session(Tiny.request(folder))
    for steps in [0, -1, 1001] {
      let error = #expect(throws: ConfigurationError.self) {
        try profile(session, steps: steps)
      }
      #expect(error?.description == "steps: expected a whole number from 1 to 1000, got \(steps)")
    }
    let error = #expect(throws: ConfigurationError.self) {
      try profile(session) { $0.batchSize = 0 }
    }
    #expect(
      error?.description == "batch_size: expected a whole number from 1 to 1000000, got 0")
  }
}
