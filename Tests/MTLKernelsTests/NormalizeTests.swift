import MTLKernels
import TestSupport
import Testing

@Suite struct NormalizeTests {
  @Test(arguments: [(1, 3), (5, 8), (70, 48), (40, 129)])
  func agreesAndGoesBack(rows: Int, columns: Int) throws {
    let arena = try Arena(capacity: 100_000)
    let x = random(arena, rows, columns, seed: 1, size: 2)
    let (gain, bias) = (random(arena, 1, columns, seed: 2), random(arena, 1, columns, seed: 3))
    let (mean, deviation) = (arena.take(1, rows), arena.take(1, rows))
    let y = arena.take(rows, columns)
    func forward() {
      normalize(
        x, gain: gain, bias: bias, epsilon: 1e-3, mean: mean, inverseDeviation: deviation, into: y)
    }
    forward()
    var expected: [Double] = []
    for r in 0..<rows {
      let row = x[rows: r..<r + 1].values.map(Double.init)
      let m = row.reduce(0, +) / Double(columns)
      let variance = row.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(columns)
      expected += row.enumerated().map {
        ($1 - m) / (variance + 1e-3).squareRoot() * Double(gain.base[$0]) + Double(bias.base[$0])
      }
    }
    #expect(distance(y.values, expected) < 5e-6)

    let dy = random(arena, rows, columns, seed: 4)
    let target = dy.values
    let (dGain, dBias) = (arena.take(1, columns), arena.take(1, columns))
    normalizeBackward(
      dy, input: x, gain: gain, mean: mean, inverseDeviation: deviation,
      addingTo: NormalizeGradients(gain: dGain, bias: dBias))
    guard rows < 20 else { return }
    var check = GradientCheck {
      forward()
      return zip(y.values, target).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    try check.check("x", x, gradient: dy.values)
    try check.check("gain", gain, gradient: dGain.values)
    try check.check("bias", bias, gradient: dBias.values)
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test func gradientsOfManyRowsAreSums() throws {
    let (rows, columns) = (1000, 70)
    let arena = try Arena(capacity: 400_000)
    let (x, dy) = (random(arena, rows, columns, seed: 1), random(arena, rows, columns, seed: 2))
    let gain = random(arena, 1, columns, seed: 3)
    let (mean, deviation) = (random(arena, 1, rows, seed: 4), random(arena, 1, rows, seed: 5))
    let (dGain, dBias) = (arena.take(1, columns), arena.take(1, columns))
    fill(dBias, with: 2)
    var (gains, biases) = (
      [Double](repeating: 0, count: columns), [Double](repeating: 2, count: columns)
    )
    for r in 0..<rows {
      for c in 0..<columns {
        gains[c] += Double(dy.row(r)[c] * (x.row(r)[c] - mean.base[r]) * deviation.base[r])
        biases[c] += Double(dy.row(r)[c])
      }
    }
    normalizeBackward(
      dy, input: x, gain: gain, mean: mean, inverseDeviation: deviation,
      addingTo: NormalizeGradients(gain: dGain, bias: dBias))
    #expect(distance(dGain.values, gains) < 1e-4)
    #expect(distance(dBias.values, biases) < 1e-4)
  }

  /// One pass must say what dropout, addition, normalization and rounding say one after another.
  @Test(arguments: [0 as Float, 0.3])
  func onePassIsItsParts(rate: Float) throws {
    let (rows, columns) = (37, 40)
    let arena = try Arena(capacity: 100_000)
    let (z, residual) = (
      random(arena, rows, columns, seed: 1), random(arena, rows, columns, seed: 2)
    )
    let (gain, bias) = (random(arena, 1, columns, seed: 3), random(arena, 1, columns, seed: 4))
    let key = DropoutKey(RandomKey(seed: 5), rate: rate)
    func statistics() -> (Matrix, Matrix) { (arena.take(1, rows), arena.take(1, rows)) }

    let (x, y, (mean, deviation)) = (copied(z, arena), arena.take(rows, columns), statistics())
    if let key { dropout(x, key) }
    add(residual, to: x)
    normalize(
      x, gain: gain, bias: bias, epsilon: 1e-3, mean: mean, inverseDeviation: deviation, into: y)
    let (fusedX, fusedY, kept) = (copied(z, arena), arena.take(rows, columns), statistics())
    let rounded = arena.takeHalf(rows, columns)
    normalize(
      fusedX, dropout: key, adding: residual, gain: gain, bias: bias, epsilon: 1e-3, mean: kept.0,
      inverseDeviation: kept.1, into: fusedY, factor: .bfloat16(rounded))
    #expect(fusedX.values == x.values)
    #expect(fusedY.values == y.values)
    let narrowed = arena.takeHalf(rows, columns)
    narrow(y, into: narrowed)
    #expect(rounded.values == narrowed.values)

    let dy = random(arena, rows, columns, seed: 6)
    let dx = copied(dy, arena)
    func gradients() -> [Matrix] { (0..<3).map { _ in random(arena, 1, columns, seed: 7) } }
    let (apart, fused) = (gradients(), gradients())
    normalizeBackward(
      dx, input: x, gain: gain, mean: mean, inverseDeviation: deviation,
      addingTo: NormalizeGradients(gain: apart[0], bias: apart[1]))
    let dz = copied(dx, arena)
    if let key { dropout(dz, key) }
    addRows(of: dz, to: apart[2])
    let fusedZ = arena.take(rows, columns)
    normalizeBackward(
      dy, input: x, gain: gain, mean: mean, inverseDeviation: deviation,
      addingTo: NormalizeGradients(gain: fused[0], bias: fused[1], added: fused[2]),
      dropout: key, into: .float32(fusedZ))
    #expect(dy.values == dx.values)
    #expect(fusedZ.values == dz.values)
    for (fused, apart) in zip(fused, apart) {
      #expect(distance(fused.values, apart.values.map(Double.init)) < 1e-5)
    }
  }
}
