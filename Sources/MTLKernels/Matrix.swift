/// A borrowed row-major view, as BLAS sees one: row `r` starts `r * stride` floats past `base`.
///
/// A view never owns memory; the ``Arena`` it was cut from outlives it. Only kernels read through
/// `base`: code above this target passes matrices along, so that a device can have its own kernels.
@frozen
public struct Matrix: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Float>
  public let rows: Int
  public let columns: Int
  public let stride: Int
  /// How many rows behind the last belong to this view alone; what they hold means nothing.
  public let spare: Int

  @inlinable
  public init(
    base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil, spare: Int = 0
  ) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
    self.spare = spare
  }

  @inlinable public var count: Int { rows * columns }
  @inlinable public var isContiguous: Bool { stride == columns || rows == 1 }
  @inlinable public func row(_ r: Int) -> UnsafeMutablePointer<Float> { base + r * stride }

  /// The part of this view under `rows` and `columns`, sharing its memory.
  @inlinable
  public subscript(rows: Range<Int>, columns: Range<Int>) -> Matrix {
    precondition(rows.upperBound <= self.rows && columns.upperBound <= self.columns)
    return Matrix(
      base: row(rows.lowerBound) + columns.lowerBound, rows: rows.count, columns: columns.count,
      stride: stride)
  }

  /// The given rows, every column.
  @inlinable
  public subscript(rows rows: Range<Int>) -> Matrix { self[rows, 0..<columns] }
}
