import Foundation
import MTLData
import MTLKernels
import TestSupport
import Testing

@testable import MTLCore

/// What is made of recordings: a table and a trace.
@Suite struct ProfileReportTests {
  private let watched: [WatchedStep]

  init() throws {
    let arena = try Arena(capacity: 1 << 16)
    let x = arena.take(128, 128)
    let small = arena.take(4, 4)
    watched = try (0..<2).map { i in
      let (_, recording) = try whenNobodyRecords {
        try Profile.record {
          Profile.phase("first") { zero(x) }
          Profile.phase("second") {
            for _ in 0...i { multiply(small, small, into: arena.scratch { arena.take(4, 4) }) }
          }
        }
      }
      return WatchedStep(tokens: 10 + i, recording: recording)
    }
  }

  @Test func aggregatesByKernel() {
    let report = ProfileReport(watched, threads: 2)
    let seconds = watched.reduce(0) { $0 + $1.recording.seconds }
    let calls = watched.flatMap(\.recording.calls)
    #expect((report.steps, report.threads, report.tokens) == (2, 2, 10.5))
    #expect(abs(report.seconds - seconds / 2) < 1e-12)
    #expect(abs(report.tokensPerSecond - 21 / seconds) < 1e-6)
    let product = report.kernels.first { $0.kernel == "product a b" }
    let time = calls.filter { $0.name == "product a b" }.reduce(0) { $0 + $1.seconds }
    #expect(product?.calls == 1.5)
    #expect(product.map { abs($0.seconds - time / 2) < 1e-12 } ?? false)
    #expect(product?.gigaflops.map { abs($0 - 3 * 2 * 64 / time * 1e-9) < 1e-9 } ?? false)
    #expect(product?.parallelShare == 0, "one tile is not shared")
    let zeros = report.kernels.first { $0.kernel == "zero" }
    #expect(zeros?.calls == 1 && zeros?.gigaflops == nil && zeros?.gigabytes != nil)
    #expect(report.phases.map(\.name) == ["first", "second"])
    let regions = watched.flatMap(\.recording.regions).reduce(0) { $0 + $1.seconds }
    #expect(abs(report.serialShare - (1 - regions / seconds)) < 1e-12)
  }

  @Test func boundsWhatThreadsCanGain() throws {
    // All in one region of four tiles: four threads at most.
    let (_, recording) = try whenNobodyRecords {
      try Profile.record { Parallel.run(4) { _ in usleep(2000) } }
    }
    let report = ProfileReport([WatchedStep(tokens: 1, recording: recording)], threads: 2)
    #expect(report.bounds.map(\.threads) == [2, 4, 8, 16, 32, 64])
    let bounds = report.bounds.map(\.speedup)
    #expect(bounds[0] > 1.5 && bounds[0] <= 2)
    #expect(bounds[1] > bounds[0] && bounds[1] <= 4)
    #expect(bounds[2...].allSatisfy { $0 == bounds[1] })
  }

  @Test func nothingWatchedIsNothingFound() throws {
    let report = ProfileReport([], threads: 1)
    #expect(
      try report.json.compactText
        == #"{"bounds":[],"kernels":[],"outside":{"name":"outside kernels","seconds":0,"share":0},"#
        + #""phases":[],"seconds":0,"serial_share":0,"steps":0,"threads":1,"tokens":0,"#
        + #""tokens_per_second":0}"#)
  }

  @Test func tracesEveryCall() throws {
    let trace = try JSONValue(parsing: ProfileTrace(watched).json)
    let object = try #require(trace.asObject)
    #expect(object["displayTimeUnit"] == .text("ms"))
    guard case .list(let list)? = object["traceEvents"] else {
      Issue.record("no list of events")
      return
    }
    let events = list.compactMap(\.asObject)
    #expect(events.count == list.count)
    let names = events.filter { $0["ph"] == .text("M") }
    #expect(
      names.map { $0["args"]?.asObject?["name"] } == [
        .text("training"), .text("shared among threads"),
      ])
    let stretches = events.filter { $0["ph"] == .text("X") }
    let (calls, regions) = (
      watched.flatMap(\.recording.calls), watched.flatMap(\.recording.regions)
    )
    #expect(stretches.count == 2 + 4 + calls.count + regions.count)
    for event in stretches {
      #expect(["ts", "dur", "pid", "tid", "name", "cat"].allSatisfy { event[$0] != nil })
    }
    let kernels = stretches.filter { $0["cat"] == .text("kernel") }
    #expect(kernels.map { $0["name"] } == calls.map { .text($0.name) })
    #expect(kernels.last?["args"]?.asObject?["flop"] == .integer(2 * 64))
  }

  @Test func laysStepsEndToEnd() {
    let steps = ProfileTrace(watched).events.filter { $0.category == "step" }
    #expect(steps.map(\.name) == ["step 1", "step 2"])
    #expect(steps[1].start - (steps[0].start + steps[0].duration) < 0.002)
    for event in ProfileTrace(watched).events where event.kind == "X" {
      let step = steps.first { $0.start <= event.start && event.start < $0.start + $0.duration }
      #expect(step.map { event.start + event.duration <= $0.start + $0.duration + 0.002 } ?? false)
    }
  }
}
