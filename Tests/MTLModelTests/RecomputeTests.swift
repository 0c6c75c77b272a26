import MTLKernels
import TestSupport
import Testing

@testable import MTLModel

/// Layers that are computed again on the way back.
@Suite struct RecomputeTests {
  /// The losses and gradients of two steps, and the floats that they took.
  private func steps(
    _ drawn: Set<Int>, frozen: Set<Int>, _ precision: Precision, recomputes: Bool
  ) throws -> (losses: [[Double]], gradients: [[Float]], floats: Int) {
    let small = try SmallModel()
    try small.model.multiply(in: precision)
    small.model.freeze(frozen)
    small.model.recomputes = recomputes
    let batches = small.batches.enumerated().map { drawn.contains($0) ? $1 : nil }
    var losses: [[Double]] = []
    for seed in 1...2 {
      losses += try small.model.step(
        small.text, batches, dropout: RandomKey(seed: UInt64(seed)))
    }
    return (losses, small.gradients(), small.model.activations.capacity)
  }

  /// Heads that read a few rows of the highest layer, or all of it.
  @Test(arguments: [Set([0, 2]), [0, 1, 2]], [Set<Int>(), [0], [0, 1], [2], [0, 1, 2]])
  func givesTheSameBits(_ drawn: Set<Int>, _ frozen: Set<Int>) throws {
    for precision in [Precision.float32, .bfloat16] where precision.absence == nil {
      let plain = try steps(drawn, frozen: frozen, precision, recomputes: false)
      let again = try steps(drawn, frozen: frozen, precision, recomputes: true)
      #expect(again.losses == plain.losses && again.gradients == plain.gradients)
      #expect(again.floats <= plain.floats)
    }
  }

  /// BERT-base and 1,700 tokens in 32 sequences.
  @Test func takesAFractionOfTheMemory() {
    let lengths = (0..<32).map { 53 + ($0 < 4 ? 1 : 0) }
    let text = TextRows(
      ids: Array(repeating: 1, count: 1700), types: Array(repeating: 0, count: 1700),
      lengths: lengths)
    let sizes = EncoderConfiguration(
      vocabularySize: 30_522, hiddenSize: 768, layers: 12, heads: 12, intermediateSize: 3072,
      hiddenDropout: 0.1, attentionDropout: 0.1, maximumPositions: 512)
    func floats(_ precision: Precision, recomputes: Bool, rows: [Int32]? = nil) -> Int {
      Arena.measure {
        var use = EncoderUse(read: [12], lowestTrained: 0, precision: precision, topRows: rows)
        use.recomputes = recomputes
        _ = Encoder.Activations($0, text, sizes, use)
      }
    }
    for precision in [Precision.float32, .bfloat16] {
      let (kept, again) = (
        floats(precision, recomputes: false), floats(precision, recomputes: true)
      )
      print("\(precision): \(kept >> 18) MiB of activations, \(again >> 18) MiB recomputed")
      #expect(3 * again < kept)
    }
    let firsts = text.packing.starts.map(Int32.init)
    let all = floats(.float32, recomputes: false)
    #expect(floats(.float32, recomputes: false, rows: firsts) < all)
  }
}
