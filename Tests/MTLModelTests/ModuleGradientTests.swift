import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// Every module alone: its parameters, and the gradient of its input, which a whole model hides.
@Suite struct ModuleGradientTests {
  static let sizes = EncoderConfiguration(
    vocabularySize: 5, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
    hiddenDropout: 0.3, attentionDropout: 0.3, maximumPositions: 5)
  let store = ParameterStore()
  let arena: Arena
  let key = RandomKey(seed: 6)

  init() throws { arena = try Arena(capacity: 100_000) }

  private func prepare() throws {
    try store.allocate()
    try store.prepareTraining()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      let values = deterministic(parameter.range.count, seed: UInt64(i + 50))
      copy(from: values.map { start + 0.4 * $0 }, into: parameter.value)
    }
  }

  /// Checks every parameter, and x against dx; y · target is the loss.
  private func check(
    _ x: Matrix, gradient dx: [Float], _ y: Matrix, _ target: [Float], forward: @escaping () -> Void
  ) throws {
    try check(x, gradient: dx) {
      forward()
      return zip(y.values, target).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  private func check(
    _ x: Matrix, gradient dx: [Float], loss: @escaping () -> Double
  ) throws {
    var check = GradientCheck(loss: loss)
    try check.check("x", x, gradient: dx)
    for parameter in store.parameters {
      try check.check(parameter.name, parameter.value, gradient: parameter.gradient.values)
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func linear() throws {
    let layer = Linear(Scope(store)("dense"), input: 7, output: 5)
    #expect(store.parameters.map(\.name) == ["dense.weight", "dense.bias"])
    try prepare()
    let (x, y) = (random(arena, 3, 7, seed: 1), arena.take(3, 5))
    let (dy, dx) = (random(arena, 3, 5, seed: 2), arena.take(3, 7))
    layer.backward(dy, input: x, into: dx)
    try check(x, gradient: dx.values, y, dy.values) { layer.forward(x, into: y) }
    let once = dx.values
    layer.backward(dy, input: x, into: dx, .accumulate)
    #expect(dx.values == once.map { 2 * $0 })
  }

  @Test func layerNorm() throws {
    let layer = LayerNorm(Scope(store), hidden: 8, epsilon: 1e-3)
    try prepare()
    let kept = LayerNorm.Activations(arena, tokens: 4, hidden: 8)
    let (y, dy) = (arena.take(4, 8), random(arena, 4, 8, seed: 2))
    copy(from: deterministic(32, seed: 3), into: kept.x)
    let target = dy.values
    layer.forward(kept, into: y)
    layer.backward(dy, kept)
    try check(kept.x, gradient: dy.values, y, target) { layer.forward(kept, into: y) }
  }

  @Test func pooler() throws {
    let layer = Pooler(Scope(store), hidden: 6)
    try prepare()
    let (x, y) = (random(arena, 3, 6, seed: 1), arena.take(3, 6))
    let (dy, dx) = (random(arena, 3, 6, seed: 2), arena.take(3, 6))
    let target = dy.values
    layer.forward(x, (), into: y)
    layer.backward(dy, input: x, output: y, (), into: dx)
    try check(x, gradient: dx.values, y, target) { layer.forward(x, (), into: y) }
  }

  @Test(arguments: [true, false])
  func encoderLayer(drops: Bool) throws {
    let (sizes, packing) = (Self.sizes, Packing(lengths: [5, 1, 4]))
    let layer = EncoderLayer(Scope(store), sizes)
    try prepare()
    let kept = EncoderLayer.Activations(arena, packing.spans, sizes)
    let gradients = EncoderLayer.Gradients(arena, packing.spans, sizes)
    let (x, y) = (random(arena, 10, 8, seed: 1), arena.take(10, 8))
    let (dy, features) = (random(arena, 10, 8, seed: 2), Features(x))
    let (target, random) = (dy.values, drops ? key : nil)
    func forward() {
      layer.forward(features, features, packing.spans, random, kept, into: Features(y))
    }
    forward()
    layer.backward(
      dy, input: features, features, packing.spans, random, kept, gradients, addingTo: dy)
    try check(x, gradient: dy.values, y, target, forward: forward)
  }

  @Test func embeddings() throws {
    let layer = Embeddings(Scope(store), Self.sizes)
    try prepare()
    let text = TextRows(ids: [1, 4, 1, 0], types: [0, 1, 1, 0], lengths: [3, 1])
    let kept = Embeddings.Activations(arena, text, hidden: 8)
    let (y, dy) = (arena.take(4, 8), random(arena, 4, 8, seed: 2))
    let target = dy.values
    layer.forward(text, key, kept, into: y)
    layer.backward(dy, text, key, kept)
    let nothing = arena.take(0, 8)
    try check(nothing, gradient: [], y, target) { layer.forward(text, key, kept, into: y) }
  }
}
