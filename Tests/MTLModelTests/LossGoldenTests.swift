import Foundation
import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// One case of `Fixtures/losses/torch.json`.
private struct Golden: Decodable {
  let smoothing: Float
  let logits, weights, truth: [Float]
  let targets: [Int32]
  let single, multiple: Double
  let singleGradient, multipleGradient: [Double]
}

/// The means of torch's losses: over the weights of the targets, and over rows and classes.
@Test func meansAreThoseOfTorch() throws {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let goldens = try decoder.decode([Golden].self, from: Data(fixture("losses/torch.json")))
  #expect(goldens.map(\.smoothing) == [0, 0.1])
  for golden in goldens {
    let arena = try Arena(capacity: 400)
    let (x, y, dx) = (arena.take(8, 5), arena.take(8, 5), arena.take(8, 5))
    copy(from: golden.logits, into: x)
    copy(from: golden.truth, into: y)
    let sets = LabelSetLoss(smoothing: golden.smoothing, positiveWeights: golden.weights)
    #expect(abs(sets.forward(x, y) / 40 - golden.multiple) < 1e-6)
    sets.backward(x, y, scale: 1 / 40, into: dx)
    #expect(distance(dx.values, golden.multipleGradient) < 1e-6)
    let classes = ClassLoss(smoothing: golden.smoothing, weights: golden.weights)
    let divisor = classes.divisor(golden.targets)
    #expect(abs(classes.forward(x, golden.targets) / divisor - golden.single) < 1e-6)
    classes.backward(x, golden.targets, scale: Float(1 / divisor))
    #expect(distance(x.values, golden.singleGradient) < 1e-6)
  }
}
