import TestSupport
import Testing

@testable import MTLKernels

/// What is recorded of the kernels.
@Suite struct ProfileTests {
  private let arena: Arena
  private let x: Matrix
  private let y: Matrix

  init() throws {
    arena = try Arena(capacity: 1 << 18)
    (x, y) = (arena.take(256, 256), arena.take(256, 256))
    fill(x, with: 0.5)
  }

  @Test func sumsWhatAKernelComputesAndMoves() throws {
    let (_, recording) = try whenNobodyRecords {
      try Profile.record {
        gelu(.float32(x), into: .float32(y))
        multiply(x[rows: 0..<3], y, into: arena.scratch { arena.take(3, 256) })
      }
    }
    #expect(recording.calls.map(\.name) == ["gelu", "product a b"])
    #expect(recording.calls.map(\.operations) == [0, 2 * 3 * 256 * 256])
    #expect(recording.calls.map(\.bytes) == [8 * 256 * 256, 4 * (3 * 256 + 256 * 256 + 3 * 256)])
    let (first, second) = (recording.calls[0], recording.calls[1])
    #expect(first.seconds > 0 && first.start + first.seconds <= second.start)
    #expect(second.start + second.seconds <= recording.seconds)
  }

  @Test func countsWhenThreadsCouldShareTheWork() throws {
    let small = x[rows: 0..<1]
    let (_, recording) = try whenNobodyRecords {
      try Profile.record {
        gelu(.float32(x), into: .float32(y))
        gelu(.float32(small), into: .float32(y[rows: 0..<1]))
      }
    }
    #expect(recording.regions.map(\.tiles) == [16], "the small one is one tile")
    #expect(recording.calls[0].parallelSeconds == recording.regions[0].seconds)
    #expect(recording.calls[0].parallelSeconds <= recording.calls[0].seconds)
    #expect(recording.calls[1].parallelSeconds == 0)
  }

  @Test func leavesOutWhatAKernelCalls() throws {
    let (_, recording) = try whenNobodyRecords {
      try Profile.record {
        let span = Profile.begin("outer", bytes: 0)
        defer { span.end() }
        scale(x, by: 1)
      }
    }
    #expect(recording.calls.map(\.name) == ["outer"])
  }

  @Test func leavesOutTilesWhicheverThreadDoesThem() throws {
    let (_, recording) = try whenNobodyRecords {
      try Profile.record {
        Parallel.run(64) { scale(x[rows: $0..<$0 + 1], by: 1) }
      }
    }
    #expect(recording.calls.isEmpty && recording.regions.count == 1)
  }

  @Test func namesPartsOfTheWork() throws {
    let (answer, recording) = try whenNobodyRecords {
      try Profile.record {
        Profile.phase("outer") { Profile.phase("inner") { sumOfSquares(x) } }
      }
    }
    #expect(answer == 256 * 256 / 4)
    #expect(recording.phases.map(\.name) == ["outer", "inner"])
    #expect(recording.phases[0].seconds >= recording.phases[1].seconds)
  }

  @Test func recordsNothingOutside() throws {
    Profile.phase("before") { zero(y) }
    let (_, recording) = try whenNobodyRecords { try Profile.record {} }
    zero(y)
    #expect(recording.calls.isEmpty && recording.phases.isEmpty && recording.regions.isEmpty)
  }

  @Test func doesNotChangeAnyBit() throws {
    let key = try #require(DropoutKey(RandomKey(seed: 1), rate: 0.1))
    truncatedNormal(RandomKey(seed: 2), deviation: 1, into: x)
    copy(x, into: y)
    func work(_ m: Matrix) -> [Float] {
      dropout(m, key)
      gelu(.float32(m), into: .float32(m))
      softmax(m, scale: 2)
      return m.values
    }
    let plain = work(x)
    let (recorded, _) = try whenNobodyRecords { try Profile.record { work(y) } }
    #expect(plain == recorded)
  }

  @Test func refusesASecondRecording() throws {
    try whenNobodyRecords {
      _ = try Profile.record {
        #expect(throws: ProfileError.busy) { try Profile.record {} }
      }
    }
    #expect(
      ProfileError.busy.description
        == "profile: expected one at a time in a process, got a second while another is recorded")
  }
}
