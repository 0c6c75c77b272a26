import COneDNN

/// c = a b, aᵀ b or a bᵀ of bfloat16, summed in float32; added to c where asked.
public func multiply(
  _ a: HalfMatrix, _ b: HalfMatrix, transposing: Transposing = .neither,
  into c: Matrix, _ write: Write = .overwrite
) {
  multiplyNarrow(
    NarrowFactor(a, transposed: transposing == .left),
    NarrowFactor(b, transposed: transposing == .right), bias: nil,
    into: NarrowResult(c, write))
}

/// y = x wᵀ + bias, the factors bfloat16.
public func multiply(_ x: HalfMatrix, weight w: HalfMatrix, bias: Matrix, into y: Matrix) {
  precondition(bias.columns == y.columns, "a bias a column")
  multiplyNarrow(
    NarrowFactor(x), NarrowFactor(w, transposed: true), bias: bias.base, into: NarrowResult(y))
}

/// y = x wᵀ + bias, all but the bias bfloat16, summed in float32 and rounded once.
public func multiply(_ x: HalfMatrix, weight w: HalfMatrix, bias: Matrix, into y: HalfMatrix) {
  precondition(bias.columns == y.columns, "a bias a column")
  multiplyNarrow(
    NarrowFactor(x), NarrowFactor(w, transposed: true), bias: bias.base, into: NarrowResult(y))
  y.zeroSpare()
}

/// c = a b, all bfloat16, summed in float32 and rounded once.
public func multiply(_ a: HalfMatrix, _ b: HalfMatrix, into c: HalfMatrix) {
  multiplyNarrow(NarrowFactor(a), NarrowFactor(b), bias: nil, into: NarrowResult(c))
  c.zeroSpare()
}

/// y = x wᵀ + bias, the factors int8: the integers are summed exactly, then scaled by row and column.
public func multiply(_ x: ByteMatrix, weight w: ByteMatrix, bias: Matrix, into y: Matrix) {
  precondition(bias.columns == y.columns && y.isContiguous, "a bias a column")
  multiplyNarrow(
    NarrowFactor(x), NarrowFactor(w, transposed: true), bias: nil,
    into: NarrowResult(integers: y))
  let (columns, scales, bias) = (y.columns, w.scales, bias.base)
  Parallel.slices(of: y.rows, cost: 2 * columns) { rows in
    for r in rows {
      let (y, scale) = (y.row(r), x.scales[r])
      let sums = UnsafeRawPointer(y).assumingMemoryBound(to: Int32.self)
      for c in 0..<columns { y[c] = Float(sums[c]) * (scale * scales[c]) + bias[c] }
    }
  }
}

/// A factor as oneDNN reads it: element (r, c) lies `r * row + c * column` elements past `base`.
struct NarrowFactor {
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

  private init(
    _ base: UnsafeRawPointer, _ rows: Int, _ columns: Int, _ spare: Int, _ transposed: Bool,
    _ type: onednn_type
  ) {
    (self.base, self.type) = (base, type)
    (self.rows, self.columns) = transposed ? (columns, rows) : (rows, columns)
    (row, column) = transposed ? (1, columns) : (columns, 1)
    (spareRows, spareColumns) = transposed ? (0, spare) : (spare, 0)
  }

  /// The bytes of one element.
  var size: Int { type == ONEDNN_INT8 ? 1 : 2 }

  func at(_ r: Int, _ c: Int) -> UnsafeRawPointer { base + (r * row + c * column) * size }
}

/// Where a product goes, and what it does with what is there.
struct NarrowResult {
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
}

/// One product, in tiles over the workers.
private func multiplyNarrow(
  _ a: NarrowFactor, _ b: NarrowFactor, bias: UnsafePointer<Float>?, into c: NarrowResult
) {
  precondition(a.columns == b.rows && a.rows == c.rows && b.columns == c.columns, "sizes differ")
  guard c.rows > 0, c.columns > 0 else { return }
  let span = Profile.begin(
    a.type == ONEDNN_INT8 ? "multiply (int8)" : "multiply (bfloat16)",
    operations: 2 * c.rows * c.columns * a.columns,
    bytes: a.size * (a.rows + b.columns) * a.columns + c.size * c.rows * c.columns)
  defer { span.end() }
  // Spare rows are read and written where both sides have them, and summed over where both are zero.
  let rows = c.rows + (a.spareRows == c.spare ? c.spare : 0)
  let inner = a.columns + (a.spareColumns == b.spareRows ? a.spareColumns : 0)
  let (down, across) = NarrowTiles.cuts(rows: rows, columns: c.columns, inner: inner)
  Parallel.run(down * across) { tile in
    let rows = NarrowTiles.part(tile / across, of: down, rows, border: 32)
    let columns = NarrowTiles.part(tile % across, of: across, c.columns, border: 64)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let shape = onednn_shape(
      rows: Int64(rows.count), columns: Int64(columns.count), inner: Int64(inner),
      a_row: Int64(a.row), a_column: Int64(a.column), b_row: Int64(b.row),
      b_column: Int64(b.column), c_row: Int64(c.stride), factors: a.type, result: c.type,
      accumulates: c.write == .accumulate ? 1 : 0, has_bias: bias == nil ? 0 : 1)
    let (left, right) = (a.at(rows.lowerBound, 0), b.at(0, columns.lowerBound))
    let (bias, result) = (
      bias.map { $0 + columns.lowerBound }, c.at(rows.lowerBound, columns.lowerBound)
    )
    if let product = OneDNN.product(shape) {
      product.run(left, right, bias: bias, into: result)
    } else {
      multiplyWidened(shape, left, right, bias: bias, into: result)
    }
  }
}

/// How a narrow product is cut. A tile lays its columns of b out anew, so columns are cut first.
enum NarrowTiles {
  static func cuts(rows: Int, columns: Int, inner: Int) -> (down: Int, across: Int) {
    var (down, across) = (1, 1)
    while isWorthCutting(2 * rows * columns * inner / (down * across), down * across) {
      if columns / across >= 256 {
        across *= 2
      } else if rows / down >= 128 {
        down *= 2
      } else {
        break
      }
    }
    return (down, across)
  }

  private static func isWorthCutting(_ operations: Int, _ tiles: Int) -> Bool {
    tiles < 4 ? operations >= 1 << 25 : tiles < 16 && operations >= 1 << 31
  }

  /// The i-th of `parts` nearly equal ranges of 0 ..< count, cut on multiples of `border`.
  static func part(_ i: Int, of parts: Int, _ count: Int, border: Int) -> Range<Int> {
    func cut(_ i: Int) -> Int { i == parts ? count : i * count / parts / border * border }
    return cut(i)..<cut(i + 1)
  }
}
