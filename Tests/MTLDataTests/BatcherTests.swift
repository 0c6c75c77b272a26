import MTLData
import MTLKernels
import Testing

@Suite struct BatcherTests {
  /// Rows of the groups with 2 to 40 tokens each.
  private func lengths(_ rows: [Int]) -> [[Int]] {
    rows.enumerated().map { g, count in
      (0..<count).map { 2 + RandomKey(seed: 1)(g).integer(below: 39, at: $0) }
    }
  }

  private func batcher(
    _ rows: [Int], _ policy: BatchPolicy, _ strategy: SamplingStrategy = .dataBalanced,
    seed: UInt64 = 1, steps: Int? = nil
  ) throws -> Batcher {
    let groups = rows.indices.map { "g\($0)" }
    let sampler = try ProblemSampler(groups: groups, rows: rows, strategy: strategy)
    return try Batcher(
      lengths: lengths(rows), sampler: sampler, policy: policy, seed: seed, stepsPerEpoch: steps)
  }

  @Test func oneGroupIsAShuffledPass() throws {
    let batcher = try batcher([103], .instances(10))
    var orders: Set<[Instance]> = []
    for epoch in 0..<5 {
      let plan = batcher.plan(epoch: epoch)
      #expect(plan.map(\.count) == [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 3])
      #expect(plan.joined().map(\.row).sorted() == Array(0..<103))
      orders.insert(Array(plan.joined()))
    }
    #expect(orders.count == 5)
  }

  /// The order that `Benchmarks/quality/own_order.py` gives peers, held to these by its own test.
  @Test func aSeedsOrderIsFixed() throws {
    let batcher = try batcher([10], .instances(4), seed: 7)
    let orders = (0..<2).map { batcher.plan(epoch: $0).joined().map(\.row) }
    #expect(orders == [[7, 6, 8, 0, 2, 1, 9, 5, 3, 4], [8, 9, 2, 4, 1, 6, 5, 3, 7, 0]])
  }

  @Test(arguments: [
    BatchPolicy.instances(7), .tokens(100), .buckets(boundaries: [10, 20], sizes: [8, 4, 2]),
  ])
  func planIsPure(_ policy: BatchPolicy) throws {
    for steps in [nil, 9] {
      let batcher = try batcher([60, 15, 40], policy, .problemBalanced, steps: steps)
      let forward = (0..<6).map { batcher.plan(epoch: $0) }
      let backward = (0..<6).reversed().map { batcher.plan(epoch: $0) }
      #expect(forward == backward.reversed())
      #expect(Set(forward).count == 6)
      #expect(batcher.steps(epochs: 6) == forward.joined().count)
      #expect(try self.batcher([60, 15, 40], policy, seed: 2).plan(epoch: 0) != forward[0])
    }
  }

  @Test(arguments: [
    BatchPolicy.instances(7), .tokens(100), .buckets(boundaries: [10, 20], sizes: [8, 4, 2]),
  ])
  func stepsAreCountedWithoutPlans(_ policy: BatchPolicy) throws {
    for rows in [[61], [60, 15, 40]] {
      let batcher = try batcher(rows, policy)
      for epochs in [0, 1, 2, 9] {
        let planned = (0..<epochs).reduce(0) { $0 + batcher.plan(epoch: $1).count }
        #expect(batcher.steps(epochs: epochs) == planned)
      }
    }
  }

  /// Planning would take the square of the epochs.
  @Test func stepsOfManyEpochsAreCountedAtOnce() throws {
    let batcher = try batcher([60, 15, 40], .tokens(100))
    let few = batcher.steps(epochs: 100)
    let clock = ContinuousClock()
    let start = clock.now
    let many = batcher.steps(epochs: 20_000)
    #expect(abs(Double(many) / Double(200 * few) - 1) < 0.01)
    #expect(clock.now - start < .seconds(10))
  }

  /// Over the epochs, each group's rows come pass by pass: counts differ by at most one.
  @Test func passesAreWhole() throws {
    let rows = [60, 15, 40]
    let batcher = try batcher(rows, .instances(8), .problemBalanced)
    var stream: [[Int]] = [[], [], []]
    for epoch in 0..<7 {
      let plan = batcher.plan(epoch: epoch)
      #expect(plan.joined().count == 115)
      for instance in plan.joined() { stream[instance.group].append(instance.row) }
    }
    for (group, drawn) in stream.enumerated() {
      for pass in stride(from: 0, to: drawn.count - rows[group], by: rows[group]) {
        #expect(drawn[pass..<pass + rows[group]].sorted() == Array(0..<rows[group]))
      }
    }
  }

  @Test func groupsAreDrawnByTheirShares() throws {
    let batcher = try batcher([900, 100], .instances(32), .weights(["g0": 1, "g1": 3]))
    var counts = [0, 0]
    for epoch in 0..<20 {
      for instance in batcher.plan(epoch: epoch).joined() { counts[instance.group] += 1 }
    }
    #expect(counts[0] + counts[1] == 20_000)
    #expect(abs(Double(counts[1]) - 15_000) < 4.9 * (20_000 * 0.25 * 0.75).squareRoot())
  }

  @Test func tokenBudgetsHold() throws {
    for budget in [1, 30, 64, 500] {
      let batcher = try batcher([80, 50], .tokens(budget))
      let lengths = lengths([80, 50])
      for epoch in 0..<4 {
        let plan = batcher.plan(epoch: epoch)
        let tokens = plan.map { $0.reduce(0) { $0 + lengths[$1.group][$1.row] } }
        #expect(zip(plan, tokens).allSatisfy { $0.count == 1 || $1 <= budget })
        #expect(plan.joined().count == 130 && plan.allSatisfy { !$0.isEmpty })
        // No two neighbours would have fitted into one batch's budget together.
        for (step, next) in plan.dropFirst().enumerated() {
          #expect(tokens[step] + lengths[next[0].group][next[0].row] > budget)
        }
      }
    }
  }

  @Test func bucketsKeepLengthsApart() throws {
    let boundaries = [10, 20]
    let sizes = [8, 4, 2]
    let batcher = try batcher([200], .buckets(boundaries: boundaries, sizes: sizes))
    let lengths = lengths([200])
    let plan = batcher.plan(epoch: 0)
    #expect(plan.joined().map(\.row).sorted() == Array(0..<200))
    var smaller = [0, 0, 0]
    for batch in plan {
      let buckets = Set(
        batch.map { instance in
          boundaries.firstIndex { lengths[0][instance.row] < $0 } ?? boundaries.count
        })
      #expect(buckets.count == 1)
      for bucket in buckets {
        #expect(batch.count <= sizes[bucket])
        if batch.count < sizes[bucket] { smaller[bucket] += 1 }
      }
    }
    #expect(smaller.allSatisfy { $0 <= 1 })
  }

  @Test(arguments: [
    BatchPolicy.instances(8), .tokens(90), .buckets(boundaries: [20], sizes: [6, 3]),
  ])
  func stepsPerEpochIsExact(_ policy: BatchPolicy) throws {
    let batcher = try batcher([20, 10], policy, steps: 13)
    for epoch in 0..<4 { #expect(batcher.plan(epoch: epoch).count == 13) }
    // Two epochs of 13 steps are one of 26.
    let longer = try self.batcher([20, 10], policy, steps: 26)
    #expect(batcher.plan(epoch: 0) + batcher.plan(epoch: 1) == longer.plan(epoch: 0))
  }

  @Test func evaluationTakesEachRowOnce() throws {
    for trial in 0..<50 {
      let key = RandomKey(seed: 4)(trial)
      let rows = key.integer(below: 60, at: 0)
      let lengths = (0..<rows).map { 1 + key.integer(below: 50, at: $0 + 1) }
      let plan = try evaluationPlan(lengths: lengths, batchTokens: 64)
      #expect(plan.joined().sorted() == Array(lengths.indices))
      let ordered = plan.joined().map { lengths[$0] }
      #expect(ordered == ordered.sorted())
      for batch in plan {
        #expect(batch.count == 1 || batch.reduce(0) { $0 + lengths[$1] } <= 64)
      }
    }
  }

  static let refused: [(BatchPolicy, String)] = [
    (BatchPolicy.instances(0), "batch_size: expected 1 to 16777216, got 0"),
    (.instances(.max), "batch_size: expected 1 to 16777216, got 9223372036854775807"),
    (.tokens(-5), "batch_tokens: expected 1 to 16777216, got -5"),
    (
      .buckets(boundaries: [30, 30], sizes: [1, 1, 1]),
      "bucket_boundaries: expected increasing lengths above 0, got [30, 30]"
    ),
    (
      .buckets(boundaries: [0], sizes: [1, 1]),
      "bucket_boundaries: expected increasing lengths above 0, got [0]"
    ),
    (
      .buckets(boundaries: [30, 64], sizes: [32, 16]),
      "bucket_batch_sizes: expected 3 sizes for 2 boundaries, got 2"
    ),
    (
      .buckets(boundaries: [], sizes: [0]),
      "bucket_batch_sizes: expected 1 to 16777216, got 0"
    ),
  ]

  @Test(arguments: refused)
  func refuses(_ policy: BatchPolicy, _ message: String) {
    #expect {
      try batcher([5], policy)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func refusesSteps() {
    #expect {
      try batcher([5], .instances(2), steps: 0)
    } throws: {
      "\($0)" == "steps_per_epoch: expected 1 to 16777216, got 0"
    }
    #expect {
      try evaluationPlan(lengths: [1], batchTokens: 0)
    } throws: {
      "\($0)" == "batch_tokens: expected 1 to 16777216, got 0"
    }
  }
}
