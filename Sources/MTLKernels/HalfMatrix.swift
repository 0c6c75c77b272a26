/// A borrowed row-major view of bfloat16, which a ``Matrix`` is turned into for a product.
///
/// The spare rows behind the last are zero wherever a kernel of ours has written the matrix, so that
/// a product may sum over them.
public struct HalfMatrix: @unchecked Sendable {
  public let base: UnsafeMutablePointer<UInt16>
  public let rows: Int
  public let columns: Int
  let spare: Int

  init(base: UnsafeMutablePointer<UInt16>, rows: Int, columns: Int, spare: Int = 0) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.spare = spare
  }

  public var count: Int { rows * columns }
  func row(_ r: Int) -> UnsafeMutablePointer<UInt16> { base + r * columns }

  /// Zeroes the rows behind the last.
  func zeroSpare() { row(rows).update(repeating: 0, count: spare * columns) }

  /// A copy of every element, widened, row by row.
  public var values: [Float] { (0..<count).map { wide(base[$0]) } }
}

/// A bfloat16 as the float32 that it is.
@inline(__always)
func wide(_ half: UInt16) -> Float { Float(bitPattern: UInt32(half) &<< 16) }

/// The nearest bfloat16, of two equally near the even one. Not a number stays so.
@inline(__always)
func half(_ x: Float) -> UInt16 {
  let bits = x.bitPattern
  let rounded = (bits &+ 0x7FFF &+ (bits &>> 16 & 1)) &>> 16
  let quiet = bits &>> 16 | 0x40
  return UInt16(truncatingIfNeeded: bits & 0x7FFF_FFFF > 0x7F80_0000 ? quiet : rounded)
}

/// y = x in bfloat16.
public func narrow(_ x: Matrix, into y: HalfMatrix) { copy(x, into: .bfloat16(y)) }

/// One row of ``narrow(_:into:)``.
@inline(__always)
func narrow(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<UInt16>, _ count: Int) {
  for i in 0..<count { y[i] = half(x[i]) }
}
