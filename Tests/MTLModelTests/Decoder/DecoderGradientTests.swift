import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// The parts of the decoder, each alone and together: every parameter, the input and the memory.
@Suite struct DecoderGradientTests {
  static let sizes = EncoderConfiguration(
    vocabularySize: 5, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
    hiddenDropout: 0.3, attentionDropout: 0.3, maximumPositions: 5)
  let store = ParameterStore()
  let arena: Arena
  let key = RandomKey(seed: 6)
  let rows = DecoderRows(
    ids: [1, 4, 2, 3, 1, 0, 2], lengths: [4, 0, 1, 2], memory: [3, 2, 1, 4])

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

  /// Checks every parameter and the named inputs; y · target is the loss.
  private func check(
    _ inputs: [(name: String, value: Matrix, gradient: [Float])], _ y: Matrix, _ target: [Float],
    forward: @escaping () -> Void
  ) throws {
    // The sum of many rows is known to 1e-6, and what a query's bias changes of it is small.
    var check = GradientCheck(step: 1e-2) {
      forward()
      return zip(y.values, target).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    for input in inputs { try check.check(input.name, input.value, gradient: input.gradient) }
    for parameter in store.parameters {
      try check.check(parameter.name, parameter.value, gradient: parameter.gradient.values)
    }
    print(check)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test(arguments: [true, false])
  func crossAttention(drops: Bool) throws {
    let sublayer = AttentionSublayer(Scope(store), Self.sizes, memory: 6)
    try prepare()
    let kept = AttentionSublayer.Activations(arena, rows.memory, Self.sizes)
    let gradients = AttentionSublayer.Gradients(arena, rows.memory, Self.sizes)
    let (x, memory) = (random(arena, 7, 8, seed: 1), random(arena, 10, 6, seed: 3))
    let (y, dy) = (arena.take(7, 8), random(arena, 7, 8, seed: 2))
    let (dMemory, target, random) = (arena.take(10, 6), dy.values, drops ? key : nil)
    zero(dMemory)
    func forward() {
      sublayer.forward(
        Features(x), Features(memory), rows.memory, random, kept, into: Features(y))
    }
    forward()
    sublayer.backward(
      dy, input: Features(x), Features(memory), rows.memory, random, kept, gradients,
      addingTo: dMemory)
    try check(
      [("x", x, dy.values), ("memory", memory, dMemory.values)], y, target, forward: forward)
  }

  @Test(arguments: [true, false])
  func causalAttention(drops: Bool) throws {
    let sublayer = AttentionSublayer(Scope(store), Self.sizes)
    try prepare()
    let kept = AttentionSublayer.Activations(arena, rows.own, Self.sizes)
    let gradients = AttentionSublayer.Gradients(arena, rows.own, Self.sizes)
    let (x, y, dy) = (
      random(arena, 7, 8, seed: 1), arena.take(7, 8), random(arena, 7, 8, seed: 2)
    )
    let (target, random) = (dy.values, drops ? key : nil)
    let features = Features(x)
    func forward() {
      sublayer.forward(features, features, rows.own, random, kept, into: Features(y))
    }
    forward()
    sublayer.backward(
      dy, input: features, features, rows.own, random, kept, gradients, addingTo: dy)
    try check([("x", x, dy.values)], y, target, forward: forward)
  }

  @Test(arguments: [true, false])
  func layer(drops: Bool) throws {
    let layer = DecoderLayer(Scope(store), Self.sizes, memory: 6)
    try prepare()
    let kept = DecoderLayer.Activations(arena, rows, Self.sizes)
    let gradients = DecoderLayer.Gradients(arena, rows, Self.sizes)
    let (x, memory) = (random(arena, 7, 8, seed: 1), random(arena, 10, 6, seed: 3))
    let (y, dy, dMemory) = (arena.take(7, 8), random(arena, 7, 8, seed: 2), arena.take(10, 6))
    let (target, random) = (dy.values, drops ? key : nil)
    zero(dMemory)
    layer.forward(x, memory, rows, random, kept, into: y)
    layer.backward(
      dy, input: x, memory, rows, random, kept, gradients, addingTo: dMemory)
    try check([("x", x, dy.values), ("memory", memory, dMemory.values)], y, target) {
      layer.forward(x, memory, rows, random, kept, into: y)
    }
  }

  @Test(arguments: [true, false])
  func decoder(drops: Bool) throws {
    let decoder = Decoder(
      Scope(store), Self.sizes, layers: 2, memory: 6, SequenceVocabulary(labels: 4), words: nil)
    try prepare()
    let kept = decoder.activations(arena, rows, forBackward: true)
    let (memory, dMemory) = (random(arena, 10, 6, seed: 3), arena.take(10, 6))
    let (y, dy, dHidden) = (arena.take(7, 5), random(arena, 7, 5, seed: 2), arena.take(7, 8))
    let random = drops ? key : nil
    zero(dMemory)
    func forward() {
      decoder.forward(rows, memory, random, kept)
      decoder.output.forward(kept.output, into: y)
    }
    forward()
    decoder.output.backward(dy, input: kept.output, into: dHidden)
    decoder.backward(dHidden, rows, memory, random, kept, addingTo: dMemory)
    try check([("memory", memory, dMemory.values)], y, dy.values, forward: forward)
  }
}
