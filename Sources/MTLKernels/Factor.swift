/// Rows in the number format that a product reads them in.
public enum Factor: Sendable {
  case float32(Matrix)
  case bfloat16(HalfMatrix)
  case int8(ByteMatrix)

  public var rows: Int {
    switch self {
    case .float32(let x): x.rows
    case .bfloat16(let x): x.rows
    case .int8(let x): x.rows
    }
  }

  public var columns: Int {
    switch self {
    case .float32(let x): x.columns
    case .bfloat16(let x): x.columns
    case .int8(let x): x.columns
    }
  }

  /// The bytes of its elements.
  var bytes: Int {
    switch self {
    case .float32(let x): 4 * x.count
    case .bfloat16(let x): 2 * x.count
    case .int8(let x): x.rows * x.columns
    }
  }

  /// Takes one row of float32; nothing where it is that row itself.
  @inline(__always)
  func take(row r: Int, _ x: UnsafePointer<Float>) {
    switch self {
    case .float32(let y):
      if UnsafePointer(y.row(r)) != x { y.row(r).update(from: x, count: y.columns) }
    case .bfloat16(let y): narrow(x, into: y.row(r), y.columns)
    case .int8(let y): y.scales[r] = quantize(x, into: y.row(r), y.columns)
    }
  }

  /// Zeroes the rows behind the last, over which products of narrow formats may sum.
  func zeroSpare() {
    switch self {
    case .float32: break
    case .bfloat16(let y): y.zeroSpare()
    case .int8(let y): y.zeroSpare()
    }
  }
}

/// y = x in y's format; nothing where they are one.
public func copy(_ x: Matrix, into y: Factor) {
  precondition(x.rows == y.rows && x.columns == y.columns, "equal shapes")
  if case .float32(let y) = y, y.base == x.base { return }
  let span = Profile.begin("convert", bytes: 4 * x.count + y.bytes)
  defer { span.end() }
  Parallel.slices(of: x.rows, cost: 2 * x.columns) { rows in
    for r in rows { y.take(row: r, x.row(r)) }
  }
  y.zeroSpare()
}

/// y = x in y's format, and the sums of x's columns are added to `sums`, where there are any: a
/// gradient as a product reads it, and what it is to a bias.
public func copy(_ x: Matrix, into y: Factor, addingColumnsTo sums: Matrix?) {
  guard let sums else { return copy(x, into: y) }
  let span = Profile.begin("convert + sum of rows", bytes: 4 * x.count + y.bytes)
  defer { span.end() }
  precondition(x.rows == y.rows && x.columns == y.columns, "equal shapes")
  let columns = x.columns
  Parallel.rowSums(of: x.rows, columns: columns, cost: 2 * columns, addingTo: sums) { rows, sums in
    let sums = sums.unsafelyUnwrapped
    for r in rows {
      let row = x.row(r)
      for c in 0..<columns { sums[c] += row[c] }
      y.take(row: r, row)
    }
  }
  y.zeroSpare()
}
