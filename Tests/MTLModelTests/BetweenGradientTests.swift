import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands between encoder and heads, module by module: parameters, and the input's gradient.
@Suite struct BetweenGradientTests {
  let store = ParameterStore()
  let arena: Arena

  init() throws { arena = try Arena(capacity: 100_000) }

  private func prepare() throws {
    try store.allocate()
    try store.prepareTraining()
    for (i, parameter) in store.parameters.enumerated() {
      let start: Float = parameter.role == .gain ? 1 : 0
      let values = deterministic(parameter.range.count, seed: UInt64(i + 70))
      copy(from: values.map { start + 0.6 * $0 }, into: parameter.value)
    }
  }

  /// Checks every parameter, and what `inputs` names; y · target is the loss.
  private func check(
    _ inputs: [(name: String, value: Matrix, gradient: [Float])], _ y: Matrix, _ target: [Float],
    forward: @escaping () -> Void
  ) throws {
    var check = GradientCheck {
      forward()
      return zip(y.values, target).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    for input in inputs { try check.check(input.name, input.value, gradient: input.gradient) }
    for parameter in store.parameters {
      try check.check(parameter.name, parameter.value, gradient: parameter.gradient.values)
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test(arguments: [HeadFeed.pooled, .tokens])
  func mixtureOfExperts(feed: HeadFeed) throws {
    let trunk = MixtureOfExperts(
      Scope(store)("trunk"), hidden: 6, feeds: [.tokens, .pooled, .tokens], experts: 3, units: 5)
    let branch = try #require(trunk.branch(Scope(store)("mood")(feed.name), feed))
    #expect(
      store.parameters.map(\.name) == [
        "trunk.tokens.experts.weight", "trunk.tokens.experts.bias",
        "trunk.pooled.experts.weight", "trunk.pooled.experts.bias",
        "mood.\(feed.name).gate.weight",
      ])
    #expect(branch.width == 5)
    try prepare()
    try check(branch)
    let other = feed == .pooled ? "tokens" : "pooled"
    for parameter in store.parameters where parameter.name.hasPrefix("trunk.\(other)") {
      #expect(parameter.gradient.values.allSatisfy { $0 == 0 })
    }
  }

  private func check(_ branch: some RowStage) throws {
    let (x, y) = (random(arena, 4, 6, seed: 1), arena.take(4, 5))
    let (dy, dx) = (random(arena, 4, 5, seed: 2), arena.take(4, 6))
    let kept = branch.activations(arena, rows: 4)
    fill(dx, with: 3)
    let target = dy.values
    branch.forward(x, kept, into: y)
    branch.backward(dy, input: x, output: y, kept, into: dx)
    try check([("x", x, dx.values)], y, target) { branch.forward(x, kept, into: y) }
  }

  /// Ma et al. 2018, eq. 6-7, in plain loops of Double.
  @Test func mixtureOfExpertsIsThePapers() throws {
    let (hidden, experts, units, rows) = (6, 3, 5, 4)
    let trunk = MixtureOfExperts(
      Scope(store)("trunk"), hidden: hidden, feeds: [.pooled], experts: experts, units: units)
    let branch = try #require(
      trunk.branch(Scope(store)("mood"), .pooled) as? MixtureOfExperts.Gated)
    #expect(trunk.branch(Scope(store)("mood"), .tokens) == nil)
    try prepare()
    let (x, y) = (random(arena, rows, hidden, seed: 1), arena.take(rows, units))
    branch.forward(x, branch.activations(arena, rows: rows), into: y)

    func values(_ name: String) throws -> [Double] {
      try #require(store.parameter(named: name)).values.map(Double.init)
    }
    let weight = try values("trunk.pooled.experts.weight")
    let bias = try values("trunk.pooled.experts.bias")
    let gate = try values("mood.gate.weight")
    func product(_ w: [Double], _ i: Int, _ r: Int) -> Double {
      (0..<hidden).reduce(0) { $0 + w[i * hidden + $1] * Double(x.row(r)[$1]) }
    }
    var expected: [Double] = []
    for r in 0..<rows {
      let powers = (0..<experts).map { exp(product(gate, $0, r)) }
      let total = powers.reduce(0, +)
      for unit in 0..<units {
        expected.append(
          (0..<experts).reduce(0) { sum, expert in
            let i = expert * units + unit
            return sum + powers[expert] / total * max(0, product(weight, i, r) + bias[i])
          })
      }
    }
    #expect(distance(y.values, expected) < 2e-6)
  }

  @Test func pooledDense() throws {
    let layer = PooledDense(Scope(store), input: 6, width: 4)
    #expect(store.parameters.map(\.name) == ["dense.weight", "dense.bias"])
    try prepare()
    let (x, y) = (random(arena, 3, 6, seed: 1), arena.take(3, 4))
    let (dy, dx) = (random(arena, 3, 4, seed: 2), arena.take(3, 6))
    let target = dy.values
    layer.forward(x, (), into: y)
    layer.backward(dy, input: x, output: y, (), into: dx)
    try check([("x", x, dx.values)], y, target) { layer.forward(x, (), into: y) }
  }

  @Test func layerMix() throws {
    let mix = LayerMix(Scope(store)("mix"), levels: 3)
    #expect(store.parameters.map(\.name) == ["mix.scores", "mix.gain"])
    #expect(store.parameters.allSatisfy { !$0.decays })
    try prepare()
    let hidden = (0..<3).map { random(arena, 7, 6, seed: UInt64($0 + 1)) }
    let indices: [Int32] = [2, 0, 6, 2]
    let (y, dy) = (arena.take(4, 6), random(arena, 4, 6, seed: 9))
    let kept = LayerMix.Activations(arena, levels: 3)
    let gradients: [Matrix?] = [arena.take(7, 6), nil, arena.take(7, 6)]
    mix.forward(hidden, indices, kept, into: y)
    mix.backward(dy, hidden, indices, kept, addingTo: gradients)
    let inputs = gradients.enumerated().compactMap { level, gradient in
      gradient.map { ("level \(level)", hidden[level], $0.values) }
    }
    try check(inputs, y, dy.values) { mix.forward(hidden, indices, kept, into: y) }
  }

  @Test func aLayerMixBeginsAsTheMean() throws {
    let mix = LayerMix(Scope(store)("mix"), levels: 4)
    try store.allocate()
    for parameter in store.parameters {
      parameter.initialize(RandomKey(seed: 1), deviation: 1)
    }
    let hidden = (0..<4).map { random(arena, 2, 3, seed: UInt64($0 + 1)) }
    let y = arena.take(2, 3)
    mix.forward(hidden, [0, 1], LayerMix.Activations(arena, levels: 4), into: y)
    let mean = (0..<6).map { i in
      hidden.reduce(0.0) { $0 + Double($1.values[i]) } / 4
    }
    #expect(distance(y.values, mean) < 1e-6)
  }
}
