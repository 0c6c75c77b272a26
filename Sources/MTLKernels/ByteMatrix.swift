/// A borrowed row-major view of int8 with a float32 scale a row: element (r, c) stands for
/// `scales[r] * base[r, c]`.
public struct ByteMatrix: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int8>
  public let rows: Int
  public let columns: Int
  let scales: UnsafeMutablePointer<Float>  // [rows]
  let spare: Int

  init(
    base: UnsafeMutablePointer<Int8>, rows: Int, columns: Int, scales: UnsafeMutablePointer<Float>,
    spare: Int = 0
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    (self.scales, self.spare) = (scales, spare)
  }

  func row(_ r: Int) -> UnsafeMutablePointer<Int8> { base + r * columns }

  /// Zeroes the rows behind the last.
  func zeroSpare() { row(rows).update(repeating: 0, count: spare * columns) }

  /// A copy of every element, scaled, row by row.
  public var values: [Float] {
    (0..<rows * columns).map { scales[$0 / columns] * Float(base[$0]) }
  }
}

/// y = x in int8, each row scaled so that its largest magnitude is 127.
///
/// Symmetric quantization of rows, as in Yao et al. 2022, https://arxiv.org/abs/2206.01861, §4.1: of a
/// weight [output, input] that is a scale a channel, of activations a scale a token. A row of zeros has
/// the scale 0; one that is not finite a scale that is not a number.
public func quantize(_ x: Matrix, into y: ByteMatrix) { copy(x, into: .int8(y)) }

/// One row of ``quantize(_:into:)``; answers its scale.
@inline(__always)
func quantize(
  _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Int8>, _ count: Int
) -> Float {
  let largest = maximumMagnitude(x, count)
  let steps: Float = largest > 0 && largest.isFinite ? 127 / largest : 0
  for i in 0..<count {
    // Adding 1.5 · 2²³ rounds to an integer, which then lies in the low bits.
    let rounded = steps * x[i] + 12_582_912
    y[i] = Int8(truncatingIfNeeded: rounded.bitPattern)
  }
  return largest.isFinite ? largest / 127 : .nan
}
