import MTLKernels
import TestSupport
import Testing

@Suite struct GatherMixedTests {
  static let indices: [Int32] = [3, 0, 3, 6, 1]
  let arena: Arena
  let tables: [Matrix]
  let shares: Matrix
  let gain: Matrix

  init() throws {
    let arena = try Arena(capacity: 10_000)
    self.arena = arena
    tables = (0..<3).map { random(arena, 7, 20, seed: UInt64($0)) }
    shares = random(arena, 1, 3, seed: 7)
    gain = arena.take(1, 1)
    fill(gain, with: 1.5)
  }

  @Test func agreesWithTheFormula() throws {
    let y = arena.take(5, 20)
    fill(y, with: 9)
    gather(tables, shares: shares, gain: gain, Self.indices, into: y)
    let expected = (0..<100).map { i in
      1.5
        * (0..<3).reduce(0.0) {
          $0 + Double(shares.values[$1]) * Double(tables[$1].row(Int(Self.indices[i / 20]))[i % 20])
        }
    }
    #expect(distance(y.values, expected) < 1e-5)
  }

  @Test func goesBack() throws {
    let (y, dy) = (arena.take(5, 20), random(arena, 5, 20, seed: 4))
    let gradients: [Matrix?] = [arena.take(7, 20), nil, arena.take(7, 20)]
    for case let gradient? in gradients { fill(gradient, with: 1) }
    let (dShares, dGain) = (arena.take(1, 3), arena.take(1, 1))
    fill(dShares, with: 9)
    fill(dGain, with: 2)
    gatherBackward(
      dy, tables, shares: shares, gain: gain, Self.indices, dShares: dShares,
      gainGradient: dGain, addingTo: gradients)
    let (tables, shares, gain) = (tables, shares, gain)
    var check = GradientCheck {
      gather(tables, shares: shares, gain: gain, Self.indices, into: y)
      return zip(y.values, dy.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("shares", shares, gradient: dShares.values)
    try check.check("gain", gain, gradient: dGain.values.map { $0 - 2 })
    for (j, gradient) in gradients.enumerated() {
      guard let gradient else { continue }
      try check.check("table \(j)", tables[j], gradient: gradient.values.map { $0 - 1 })
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func theSameBitsForAnyThreads() throws {
    defer { Parallel.use(threads: 2) }
    var seen: [[Float]] = []
    let indices = (0..<3000).map { Int32($0 * 5 % 200) }
    for threads in [1, 2, 3] {
      Parallel.use(threads: threads)
      let arena = try Arena(capacity: 1_000_000)
      let tables = (0..<2).map { random(arena, 200, 64, seed: UInt64($0)) }
      let (shares, gain) = (random(arena, 1, 2, seed: 4), random(arena, 1, 1, seed: 5))
      let (y, gradient) = (arena.take(3000, 64), arena.take(200, 64))
      let (dShares, dGain) = (arena.take(1, 2), arena.take(1, 1))
      gather(tables, shares: shares, gain: gain, indices, into: y)
      gatherBackward(
        y, tables, shares: shares, gain: gain, indices, dShares: dShares, gainGradient: dGain,
        addingTo: [gradient, nil])
      seen.append(y.values + gradient.values + dShares.values + dGain.values)
    }
    #expect(seen[0] == seen[1] && seen[0] == seen[2])
  }
}
