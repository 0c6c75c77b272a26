import MTLKernels
import Testing

@testable import MTLModel

@Suite struct SoftmaxHeadTests {
  static let feeds: [HeadFeed] = [.pooled, .tokens]

  @Test(arguments: feeds, [(Float(0), Float(0)), (0.3, 0), (0.3, 0.1)])
  func gradients(feed: HeadFeed, rates: (dropout: Float, smoothing: Float)) throws {
    let check = try HeadCheck()
    let head = SoftmaxHead(
      check.context, feed, classes: 3, dropout: rates.dropout,
      loss: ClassLoss(smoothing: rates.smoothing))
    try check.prepare()
    let batch = HeadBatch(
      rows: [0, 1, 2, 3, 4], lengths: [5], classes: [0, -1, 2, 1, 1], scale: 0.3)
    let dx = try check.check(head, batch, RandomKey(seed: 6))
    #expect(dx[0][8..<16].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    ClassLoss(weights: [1, 0.2, 3]), ClassLoss(focus: 2),
    ClassLoss(smoothing: 0.1, focus: 1, weights: [1, 0.2, 3]),
  ])
  func weighsAndFocuses(loss: ClassLoss) throws {
    let check = try HeadCheck()
    let head = SoftmaxHead(check.context, .pooled, classes: 3, dropout: 0.3, loss: loss)
    try check.prepare()
    let batch = HeadBatch(
      rows: [0, 1, 2, 3, 4], lengths: [1, 1, 1, 1, 1], classes: [0, -1, 2, 1, 1], scale: 0.3)
    let dx = try check.check(head, batch, RandomKey(seed: 6))
    #expect(dx[0][8..<16].allSatisfy { $0 == 0 })
    #expect(head.valid(batch) == [4])
    let expected = loss.weights.isEmpty ? 4.0 : 4.4
    #expect(abs(head.divisors(batch)[0] - expected) < 1e-6)
  }
}
