import COneDNN

/// One product, in tiles over the workers; `finish` is called after each tile, on its worker, with the
/// rows (spare ones among them) and columns that it wrote. `packed` is b again, for code that reads it.
func multiplyThroughOneDNN(
  _ a: OneDNNFactor, _ b: OneDNNFactor, packed: PackedWeight? = nil, bias: UnsafePointer<Float>?,
  into c: OneDNNResult,
  finish: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void = { _, _ in }
) {
  precondition(a.columns == b.rows && a.rows == c.rows && b.columns == c.columns, "sizes differ")
  guard c.rows > 0, c.columns > 0 else { return }
  let span = Profile.begin(
    a.name,
    operations: 2 * c.rows * c.columns * a.columns,
    bytes: a.size * (a.rows + b.columns) * a.columns + c.size * c.rows * c.columns)
  defer { span.end() }
  // Spare rows are read and written where both sides have them, and summed over where both are zero.
  let rows = c.rows + (a.spareRows == c.spare ? c.spare : 0)
  let inner = a.columns + (a.spareColumns == b.spareRows ? a.spareColumns : 0)
  let (down, across) = OneDNNTiles.cuts(
    rows: rows, columns: c.columns, inner: inner, isNarrow: a.type != ONEDNN_FLOAT32,
    isPacked: packed != nil, packedBorder: packed?.border, isTransposed: a.column != 1)
  Parallel.run(down * across) { tile in
    let rows = part(tile / across, of: down, rows, border: 32)
    let columns = part(tile % across, of: across, c.columns, border: packed?.border ?? 64)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let (left, right) = (a.at(rows.lowerBound, 0), b.at(0, columns.lowerBound))
    let bias = bias.map { $0 + columns.lowerBound }
    let needsNoGap = packed != nil && c.write == .overwrite
    c.withTile(rows, columns, withoutGap: needsNoGap) { result, stride in
      let shape = onednn_shape(
        rows: Int64(rows.count), columns: Int64(columns.count), inner: Int64(inner),
        a_row: Int64(a.row), a_column: Int64(a.column), b_row: Int64(b.row),
        b_column: Int64(b.column), c_row: Int64(stride), factors: a.type, result: c.type,
        accumulates: c.write == .accumulate ? 1 : 0, has_bias: bias == nil ? 0 : 1)
      func isDone(reading packed: PackedWeight?) -> Bool {
        OneDNN.product(shape, packed)?
          .run(left, packed?.bytes(from: columns.lowerBound) ?? right, bias: bias, into: result)
          ?? false
      }
      if packed.map(isDone) != true, !isDone(reading: nil) {
        multiplyWidened(shape, left, right, bias: bias, into: result)
      }
    }
    finish(rows, columns)
  }
}

/// How a product through oneDNN is cut.
///
/// Its fast products want each factor and the result without gaps, which only a cut of rows leaves
/// them: other code makes 60 % of the operations of bfloat16, and a tenth of those of int8. In float32
/// it makes as many. A tile of few rows lays all of b out anew for little unless it is packed, and the
/// rows of a transposed factor are its columns: there columns are cut first. What is packed is cut across
/// where its rows are few and it can be: the result then goes through a copy.
enum OneDNNTiles {
  static func cuts(
    rows: Int, columns: Int, inner: Int, isNarrow: Bool, isPacked: Bool = false,
    packedBorder: Int? = nil, isTransposed: Bool = false
  ) -> (down: Int, across: Int) {
    let cutsRows = isPacked || !isTransposed && rows >= 128
    let isFew = isPacked && rows < 128
    let least = isNarrow && !isFew ? 1 << 23 : 1 << 22  // some 30 µs
    var (down, across) = (1, 1)
    while isWorthCutting(2 * rows * columns * inner / (down * across), down * across, least) {
      if !cutsRows, columns / across >= 256 {
        across *= 2
      } else if rows / down >= 128 {
        down *= 2
      } else if !isPacked, !isNarrow, columns / across >= 256 {
        across *= 2
      } else if isFew, let packedBorder, columns.isMultiple(of: 2 * across * packedBorder) {
        across *= 2
      } else {
        break
      }
    }
    return (down, across)
  }

  private static func isWorthCutting(_ operations: Int, _ tiles: Int, _ least: Int) -> Bool {
    tiles < 4 ? operations >= least : tiles < 16 && operations >= 1 << 31
  }
}
