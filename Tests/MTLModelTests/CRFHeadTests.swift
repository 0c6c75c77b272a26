import MTLKernels
import Testing

@testable import MTLModel

@Suite struct CRFHeadTests {
  private let lengths = [3, 0, 1, 5]
  private let targets: [Int32] = [0, 2, 2, 1, -1, 0, 0, -1, 3]
  /// Tag 3 must not begin, and must follow tag 2 or a tag that is unknown.
  private let rules = TransitionRules(tags: 4) { before, after in
    after != 3 || before == 2 || before == 3
  }

  private func batch(_ targets: [Int32]?) -> HeadBatch {
    HeadBatch(rows: Array(0..<9), lengths: lengths, classes: targets, scale: 0.3)
  }

  @Test(arguments: [false, true], [Float(0), 0.3])
  func gradients(isConstrained: Bool, dropout: Float) throws {
    let check = try HeadCheck()
    let head = CRFHead(
      check.context, tags: 4, dropout: dropout, rules: isConstrained ? rules : nil)
    try check.prepare()
    try check.check(head, batch(targets), RandomKey(seed: 6))
    #expect(
      check.store.parameters.suffix(5).map(\.name)
        == [
          "classifier.weight", "classifier.bias", "start_transitions", "transitions",
          "end_transitions",
        ].map { "heads.problem." + $0 })
  }

  @Test func answersPathsAndMarginals() throws {
    let check = try HeadCheck()
    let head = CRFHead(check.context, tags: 4, dropout: 0, rules: rules)
    try check.prepare()
    let x = check.arena.take(9, 8)
    fill(x, with: 0.5)
    // Emissions are all alike, and tag 3 is by far the best.
    copy(
      from: [0, 0, 0, 9],
      into: try #require(check.store.parameter(named: "heads.problem.classifier.bias")).value)
    let kept = head.activations(check.arena, batch(nil), answering: true)
    #expect(head.forward([x], batch(nil), nil, kept) == [0])
    let output = head.output([x], batch(nil), kept)
    #expect(output.columns == 4 && output.values.count == 36)
    #expect(output.ids.count == 9 && output.lengths.isEmpty)
    #expect(output.ids[0] != 3 && output.ids[3] != 3 && output.ids[4] != 3)
    #expect(Array(output.ids[5...]) == [3, 3, 3, 3] && output.ids[4] == 2)
    for row in 0..<9 {
      #expect(abs(output.values[4 * row..<4 * row + 4].reduce(0, +) - 1) < 1e-5)
    }
    #expect(output.values[3] == 0)
  }

  @Test func countsWordsThatAreKnown() throws {
    let check = try HeadCheck()
    let head = CRFHead(check.context, tags: 4, dropout: 0)
    #expect(head.valid(batch(targets)) == [7] && head.divisors(batch(targets)) == [7])
    #expect(head.valid(batch(nil)) == [0])
  }
}
