import MTLKernels
import Testing

@testable import MTLModel

@Suite struct LabelSetHeadTests {
  static let losses = [
    LabelSetLoss(), LabelSetLoss(smoothing: 0.1, positiveWeights: [1, 3, 0.5]),
    LabelSetLoss(focus: 2),
  ]
  /// Four texts: {0, 2}, {}, {1 and one without a class}, {2}.
  private let batch = HeadBatch(
    inputs: [HeadRows(rows: [0, 1, 2, 3], lengths: [1, 1, 1, 1])],
    targets: Targets(ids: [0, 2, 1, -1, 2], lengths: [2, 0, 2, 1]), scales: [0.3])

  @Test(arguments: losses, [Float(0), 0.3])
  func gradients(loss: LabelSetLoss, dropout: Float) throws {
    let check = try HeadCheck()
    let head = LabelSetHead(
      check.context, classes: 3, dropout: dropout, loss: loss, thresholds: nil)
    try check.prepare()
    try check.check(head, batch, RandomKey(seed: 6))
    let thresholds = try #require(check.store.parameter(named: "heads.problem.thresholds"))
    #expect(thresholds.gradient.values == [0, 0, 0] && !thresholds.decays)
  }

  @Test func meansAreOverTextsAndClasses() throws {
    let check = try HeadCheck()
    let head = LabelSetHead(check.context, classes: 3, dropout: 0, thresholds: [0.5, 0.5, 0.5])
    #expect(head.valid(batch) == [4] && head.divisors(batch) == [12])
    #expect(check.store.parameter(named: "heads.problem.thresholds") == nil)
  }

  @Test func choosesFromTheThresholdOn() throws {
    let check = try HeadCheck()
    let fixed = LabelSetHead(check.context, classes: 3, dropout: 0, thresholds: [0.1, 0.9, 0.5])
    try check.store.allocate()
    let kept = fixed.activations(check.arena, batch, answering: true)
    let x = check.arena.take(4, 8)
    // All parameters are zero: every probability is a half.
    #expect(fixed.forward([x], batch, nil, kept)[0] > 0)
    let output = fixed.output([x], batch, kept)
    #expect(output.values == Array(repeating: 0.5, count: 12) && output.columns == 3)
    #expect(output.ids == [0, 2, 0, 2, 0, 2, 0, 2] && output.lengths == [2, 2, 2, 2])
    fixed.tune([1, 1, 1])
    _ = fixed.forward([x], batch, nil, kept)
    #expect(fixed.output([x], batch, kept).ids == output.ids)
  }

  @Test func takesTunedThresholds() throws {
    let check = try HeadCheck()
    let head = LabelSetHead(check.context, classes: 3, dropout: 0, thresholds: nil)
    try check.store.allocate()
    let kept = head.activations(check.arena, batch, answering: true)
    let x = check.arena.take(4, 8)
    _ = head.forward([x], batch, nil, kept)
    #expect(head.output([x], batch, kept).lengths == [3, 3, 3, 3])
    head.tune([0.4, 0.6, 1])
    _ = head.forward([x], batch, nil, kept)
    #expect(head.output([x], batch, kept).ids == [0, 0, 0, 0])
    let logits = try #require(check.store.parameter(named: "heads.problem.thresholds")).values
    #expect(zip(logits, [-0.405465, 0.405465, 15.9]).allSatisfy { abs($0 - $1) < 0.1 })
  }
}
