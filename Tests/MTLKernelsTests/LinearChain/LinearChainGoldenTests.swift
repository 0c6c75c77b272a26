import Foundation
import MTLKernels
import TestSupport
import Testing

/// One case of `Fixtures/chain/pytorch_crf.json`.
private struct Golden: Decodable {
  let tags: Int
  let lengths: [Int]
  let start, between, end, emissions: [Float]
  let targets: [Int32]
  let loss: Double
  let startGradient, betweenGradient, endGradient, emissionsGradient: [Double]
  let paths: [Int32]
}

@Test func chainsAreThoseOfPytorchCRF() throws {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let goldens = try decoder.decode([Golden].self, from: Data(fixture("chain/pytorch_crf.json")))
  #expect(goldens.map(\.tags) == [2, 3, 9, 17])
  for golden in goldens {
    let chain = try SmallChain(tags: golden.tags, lengths: golden.lengths)
    copy(from: golden.emissions, into: chain.x)
    copy(from: golden.start, into: chain.scores.start)
    copy(from: golden.between, into: chain.scores.between)
    copy(from: golden.end, into: chain.scores.end)
    let loss = chainLoss(chain.x, golden.targets, lengths: golden.lengths, chain.scores)
    #expect(abs(loss - golden.loss) < 1e-5 * max(1, golden.loss))
    let (dx, gradients) = (chain.arena.take(chain.x.rows, golden.tags), chain.gradients())
    chainLossBackward(
      chain.x, golden.targets, lengths: golden.lengths, chain.scores, scale: 1, into: dx,
      addingTo: gradients)
    #expect(distance(dx.values, golden.emissionsGradient) < 1e-5)
    #expect(distance(gradients.start.values, golden.startGradient) < 1e-5)
    #expect(distance(gradients.between.values, golden.betweenGradient) < 1e-5)
    #expect(distance(gradients.end.values, golden.endGradient) < 1e-5)
    #expect(viterbi(chain.x, lengths: golden.lengths, chain.scores) == golden.paths)
  }
}
