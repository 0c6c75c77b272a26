import MTLKernels
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct AdamWTests {
  @Test func agreesWithThePaperOverTenSteps() throws {
    let count = 40_000
    let range = 7..<count - 5
    let arena = try Arena(capacity: 5 * count)
    let (w, g) = (random(arena, 1, count, seed: 1), arena.take(1, count))
    let (m, v) = (arena.take(1, count), arena.take(1, count))
    var values = w.values.map(Double.init)
    var (first, second) = (values.map { _ in 0.0 }, values.map { _ in 0.0 })
    for t in 1...10 {
      copy(from: deterministic(count, seed: UInt64(t + 1)), into: g)
      let corrections = (1 - pow(0.9, Double(t)), 1 - pow(0.98, Double(t)))
      adamW(
        values: w, gradients: g, first: m, second: v, range: range,
        AdamWStep(
          learningRate: 0.01, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, decay: 0.1,
          biasCorrections: (Float(corrections.0), Float(corrections.1)), clipFactor: 0.5))
      for i in range {
        let gradient = 0.5 * Double(g.base[i])
        first[i] = 0.9 * first[i] + 0.1 * gradient
        second[i] = 0.98 * second[i] + 0.02 * gradient * gradient
        values[i] -= 0.01 * 0.1 * values[i]
        values[i] -=
          0.01 * first[i] / corrections.0 / ((second[i] / corrections.1).squareRoot() + 1e-6)
      }
    }
    #expect(distance(w.values, values) < 2e-6)
  }

  @Test func truncatedNormalIsWhatItSays() throws {
    let arena = try Arena(capacity: 200_000)
    let x = arena.take(1, 200_000)
    truncatedNormal(RandomKey(seed: 1), deviation: 0.02, into: x)
    let values = x.values.map { Double($0) / 0.02 }
    #expect(values.allSatisfy { abs($0) <= 2.000001 })
    let mean = values.reduce(0, +) / 200_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 200_000
    #expect(abs(mean) < 0.01)
    #expect(abs(variance - 0.7737) < 0.01)  // 1 - 4 φ(2) / (2 Φ(2) - 1)
    let below = Double(values.filter { $0 < 1 }.count) / 200_000
    #expect(abs(below - (0.841345 - 0.022750) / 0.954500) < 0.005)
  }
}
