import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// The highest layer computes only the rows that heads read.
@Suite struct TopRowsTests {
  static let rows: [Int32] = [0, 3, 4]
  static let cases = [
    UseCase(read: [3]), UseCase(read: [1, 2, 3]), UseCase(read: [1]),
    UseCase(read: [2, 3], frozen: [0, 1]), UseCase(read: [3], frozen: [0, 1, 2]),
    UseCase(read: [2, 3], frozen: [0, 1, 2]), UseCase(read: [3], frozen: [0, 1, 2, 3]),
  ]
  let all: EncoderUseTests

  init() throws { all = try EncoderUseTests() }

  /// The rows of the highest level, the other levels whole, and every parameter's gradient, where
  /// heads' gradients are 0 outside of the rows.
  private func run(_ use: UseCase, _ random: RandomKey?, some: Bool) -> [[Float]] {
    all.store.zeroGradients()
    all.arena.reset()
    let asked = EncoderUse(
      read: use.read, lowestTrained: use.lowest, topRows: some ? Self.rows : nil)
    let kept = Encoder.Activations(
      all.arena, EncoderUseTests.text, EncoderUseTests.sizes, asked)
    all.encoder.forward(EncoderUseTests.text, random, kept)
    for (level, gradient) in kept.levelGradients.enumerated() {
      guard let gradient else { continue }
      let isTop = level == asked.top
      let rows = isTop ? Self.rows : Array(0..<6)
      let target = all.arena.take(rows.count, 8)
      copy(from: deterministic(rows.count * 8, seed: UInt64(level + 9)), into: target)
      zero(gradient)
      scatter(target, isTop && some ? [0, 1, 2] : rows, addingTo: gradient)
    }
    var results = use.read.sorted().dropLast().map { kept.hidden[$0].values }
    let top = all.arena.take(3, 8)
    gather(kept.output, some ? [0, 1, 2] : Self.rows, into: top)
    results.append(top.values)
    all.encoder.backward(EncoderUseTests.text, random, kept)
    all.store.zeroFrozenGradients()
    return results + all.store.parameters.map(\.gradient.values)
  }

  @Test(arguments: cases, [true, false])
  func sayAndLearnWhatAllRowsDo(_ use: UseCase, drops: Bool) {
    all.store.freeze { use.frozen.contains(all.level($0)) }
    let random = drops ? all.key : nil
    let (some, whole) = (run(use, random, some: true), run(use, random, some: false))
    for (a, b) in zip(some, whole) { #expect(distance(a, b.map(Double.init)) < 2e-5) }
    #expect(some.count == whole.count)
  }

  private func use(_ small: SmallModel, _ drawn: [Int]) -> EncoderUse {
    let batches = small.batches.enumerated().map { drawn.contains($0) ? $1 : nil }
    return small.model.use(of: batches, small.text, lowestTrained: 0)
  }

  @Test func areUpToHalfOfTheTokensThatHeadsRead() throws {
    let small = try SmallModel()
    #expect(use(small, [0, 2]).topRows == [0, 5, 6, 7])
    #expect(use(small, [1]).topRows == [1, 2, 4, 8, 9])
    #expect(use(small, [0, 1]).topRows == nil, "seven of eleven")
    let mixed = try SmallModel { $0[2].source.layer = .mix }
    #expect(use(mixed, [0, 2]).topRows == nil)
    #expect(use(mixed, [0]).topRows == [0, 7])
    let lower = try SmallModel { $0[1].source.layer = .level(1) }
    #expect(use(lower, [0, 1]).topRows == [0, 7])
    #expect(use(lower, [1]).topRows == [1, 2, 4, 8, 9] && use(lower, [1]).top == 1)
    let lowest = try SmallModel { $0[1].source.layer = .level(0) }
    #expect(use(lowest, [1]).topRows == nil && use(lowest, [1]).top == 0)
    #expect(use(small, [0]).places(of: [7, 0, 7], .level(2)) == [1, 0, 1])
    #expect(use(small, [0]).places(of: [7, 0, 7], .level(1)) == [7, 0, 7])
  }

  @Test(arguments: [[0], [1], [0, 2]])
  func everyGradientOfAModel(drawn: [Int]) throws {
    let small = try SmallModel()
    let batches = small.batches.enumerated().map { drawn.contains($0) ? $1 : nil }
    let key = RandomKey(seed: 9)
    _ = try small.model.step(small.text, batches, dropout: key)
    let gradients = small.gradients()
    var check = GradientCheck {
      small.loss(
        try small.model.step(small.text, batches, dropout: key, trainsEncoder: false), batches)
    }
    for (parameter, gradient) in zip(small.model.store.parameters, gradients) {
      try check.check(parameter.name, parameter.value, gradient: gradient)
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  /// What a step of these heads multiplies.
  private func operations(_ small: SmallModel, _ batches: [HeadBatch?]) throws -> Int {
    let (_, recording) = try whenNobodyRecords {
      try Profile.record { try small.model.step(small.text, batches, dropout: nil) }
    }
    return recording.calls.reduce(0) { $0 + $1.operations }
  }

  @Test func nothingIsComputedForAHeadThatNoRowNeeds() throws {
    let small = try SmallModel { $0[1] = .maskedLanguage("slots") }
    let nothing = HeadBatch(rows: [], lengths: [0, 0, 0, 0], classes: [])
    let (one, none) = ([small.batches[0], nil, nil], [nil, nil, nil] as [HeadBatch?])
    let alone = try operations(small, one)
    #expect(try operations(small, [small.batches[0], nothing, nothing]) == alone)
    #expect(try operations(small, none) == 0)
    #expect(try operations(small, [nothing, nothing, nothing]) == 0, "no layer")
    let read = small.model.use(of: [nothing, nil, nil], small.text, lowestTrained: 0)
    #expect(read.read == [] && read.top == 0 && read.topRows == nil)
  }

  @Test func takeLessMemoryAndFewerOperations() throws {
    let text = TextRows(
      ids: Array(repeating: 1, count: 60), types: Array(repeating: 0, count: 60), lengths: [40, 20])
    func floats(_ rows: [Int32]?, _ lowest: Int?) -> Int {
      Arena.measure {
        _ = Encoder.Activations(
          $0, text, EncoderUseTests.sizes,
          EncoderUse(read: [3], lowestTrained: lowest, topRows: rows))
      }
    }
    #expect(floats([0, 40], 0) < floats(nil, 0))
    let small = try SmallModel()
    let three = try operations(small, [small.batches[0], nil, nil])
    let all = HeadBatch(
      rows: Array(0..<11), lengths: [5, 1, 1, 4], classes: Array(repeating: -1, count: 11))
    #expect(try three < operations(small, [nil, all, nil]))
  }

  /// Long sequences keep no probabilities, and prediction none at all.
  @Test func memoryGrowsWithTheLengthOfASequence() {
    func floats(_ length: Int, _ lowest: Int?) -> Int {
      let text = TextRows(
        ids: Array(repeating: 1, count: length), types: Array(repeating: 0, count: length),
        lengths: [length])
      return Arena.measure {
        _ = Encoder.Activations(
          $0, text, EncoderUseTests.sizes, EncoderUse(read: [3], lowestTrained: lowest))
      }
    }
    for lowest in [0, nil] {
      let (short, long) = (floats(512, lowest), floats(4096, lowest))
      #expect(Double(long) < 8.5 * Double(short), "\(long) floats beside \(short)")
    }
    #expect(floats(256, nil) < floats(256, 0))
  }
}
