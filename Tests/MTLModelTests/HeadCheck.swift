import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// The one gradient check of every head: its parameters, and the rows of each of its feeds.
struct HeadCheck {
  static let sizes = EncoderConfiguration(
    vocabularySize: 9, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 12,
    hiddenDropout: 0.3, attentionDropout: 0.3, maximumPositions: 7)
  let store = ParameterStore()
  let arena: Arena
  let context: HeadContext

  init() throws {
    arena = try Arena(capacity: 200_000)
    let scope = Scope(store)
    let embeddings = Embeddings(scope("embeddings"), HeadCheck.sizes)
    context = HeadContext(
      scope: scope("heads")("problem"), configuration: HeadCheck.sizes, hidden: 8, pooled: 8,
      embeddings: embeddings)
  }

  /// Gives every parameter memory and values; heads are made before.
  func prepare() throws {
    try store.allocate()
    try store.prepareTraining()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      let values = deterministic(parameter.range.count, seed: UInt64(i + 50))
      copy(from: values.map { start + 0.4 * $0 }, into: parameter.value)
    }
  }

  /// Compares backward with differences of the loss that step goes down: the terms times the batch's
  /// scales. Answers what backward wrote for each feed.
  @discardableResult
  func check<Kind: Head>(
    _ head: Kind, _ batch: HeadBatch, _ random: RandomKey?, tolerance: Double = 2e-3
  ) throws -> [[Float]] {
    let x = zip(head.feeds, batch.inputs).enumerated().map { i, input in
      TestSupport.random(
        arena, input.1.rows.count, context.width(of: input.0), seed: UInt64(i + 1))
    }
    let dx = x.map { arena.take($0.rows, $0.columns) }
    let kept = head.activations(arena, batch, answering: false)
    store.zeroGradients()
    _ = head.forward(x, batch, random, kept)
    head.backward(x, batch, random, kept, into: dx)
    let gradients = dx.map(\.values)
    var check = GradientCheck {
      zip(head.forward(x, batch, random, kept), batch.scales).reduce(0) {
        $0 + $1.0 * Double($1.1)
      }
    }
    for (i, (x, gradient)) in zip(x, gradients).enumerated() {
      try check.check("x[\(i)]", x, gradient: gradient)
    }
    for parameter in store.parameters {
      try check.check(parameter.name, parameter.value, gradient: parameter.gradient.values)
    }
    #expect(check.worst < tolerance, "\(check)")
    return gradients
  }
}
