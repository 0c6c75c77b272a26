import COneDNN

/// A factor as oneDNN reads it: element (r, c) lies `r * row + c * column` elements past `base`.
struct OneDNNFactor {
  let base: UnsafeRawPointer
  let rows, columns: Int
  let row, column: Int
  /// How many rows or, of a transposed factor, columns may be read behind the last.
  let spareRows, spareColumns: Int
  let type: onednn_type

  init(_ x: HalfMatrix, transposed: Bool = false) {
    self.init(x.base, x.rows, x.columns, x.spare, transposed, ONEDNN_BFLOAT16)
  }

  init(_ x: ByteMatrix, transposed: Bool = false) {
    self.init(x.base, x.rows, x.columns, x.spare, transposed, ONEDNN_INT8)
  }

  init(_ x: Matrix, transposed: Bool = false) {
    self.init(
      x.base, x.rows, x.columns, transposed ? 0 : x.spare, transposed, ONEDNN_FLOAT32,
      stride: x.stride)
  }

  private init(
    _ base: UnsafeRawPointer, _ rows: Int, _ columns: Int, _ spare: Int, _ transposed: Bool,
    _ type: onednn_type, stride: Int? = nil
  ) {
    (self.base, self.type) = (base, type)
    (self.rows, self.columns) = transposed ? (columns, rows) : (rows, columns)
    let stride = stride ?? columns
    (row, column) = transposed ? (1, stride) : (stride, 1)
    (spareRows, spareColumns) = transposed ? (0, spare) : (spare, 0)
  }

  /// The bytes of one element.
  var size: Int { type == ONEDNN_INT8 ? 1 : type == ONEDNN_BFLOAT16 ? 2 : 4 }

  /// What a profile calls its products.
  var name: StaticString {
    switch type {
    case ONEDNN_INT8: "product x wᵀ (int8)"
    case ONEDNN_BFLOAT16:
      row == 1 ? "product aᵀ b (bfloat16)" : "product (bfloat16)"
    default: "product + bias"
    }
  }

  func at(_ r: Int, _ c: Int) -> UnsafeRawPointer { base + (r * row + c * column) * size }
}

/// Where a product goes, and what it does with what is there.
struct OneDNNResult {
  let base: UnsafeMutableRawPointer
  let rows, columns, stride: Int
  let spare: Int
  let type: onednn_type
  let write: Write

  init(_ y: Matrix, _ write: Write = .overwrite) {
    (base, rows, columns, stride) = (UnsafeMutableRawPointer(y.base), y.rows, y.columns, y.stride)
    (spare, type, self.write) = (y.spare, ONEDNN_FLOAT32, write)
  }

  init(_ y: HalfMatrix) {
    (base, rows, columns, stride) = (UnsafeMutableRawPointer(y.base), y.rows, y.columns, y.columns)
    (spare, type, write) = (y.spare, ONEDNN_BFLOAT16, .overwrite)
  }

  /// Int32 sums in the place of the floats that they will become.
  init(integers y: Matrix) {
    (base, rows, columns, stride) = (UnsafeMutableRawPointer(y.base), y.rows, y.columns, y.stride)
    (spare, type, write) = (y.spare, ONEDNN_INT32, .overwrite)
  }

  /// The bytes of one element.
  var size: Int { type == ONEDNN_BFLOAT16 ? 2 : 4 }

  func at(_ r: Int, _ c: Int) -> UnsafeMutableRawPointer { base + (r * stride + c) * size }

  /// Calls `body` with where a tile goes and how far its rows lie apart: where they shall lie without a
  /// gap, beside c, to be copied there.
  func withTile(
    _ rows: Range<Int>, _ columns: Range<Int>, withoutGap: Bool,
    _ body: (_ place: UnsafeMutableRawPointer, _ stride: Int) -> Void
  ) {
    let place = at(rows.lowerBound, columns.lowerBound)
    guard withoutGap, columns.count < stride else { return body(place, stride) }
    let line = columns.count * size
    withUnsafeTemporaryAllocation(byteCount: rows.count * line, alignment: 64) {
      let tile = $0.baseAddress.unsafelyUnwrapped
      body(tile, columns.count)
      for r in 0..<rows.count {
        (place + r * stride * size).copyMemory(from: tile + r * line, byteCount: line)
      }
    }
  }
}
