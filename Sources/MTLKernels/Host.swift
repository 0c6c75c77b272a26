/// How numbers cross between the host and the memory of the kernels.
extension Matrix {
  /// A copy of every element, row by row.
  public var values: [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let target = buffer.baseAddress {
        for r in 0..<rows { (target + r * columns).initialize(from: row(r), count: columns) }
      }
      initialized = count
    }
  }
}

/// y = the native float32 values in `bytes`, row by row; they may lie on any border.
public func copy(from bytes: UnsafeRawBufferPointer, into y: Matrix) {
  precondition(bytes.count == y.count * 4, "as many bytes as the matrix has")
  guard let source = bytes.baseAddress else { return }
  for r in 0..<y.rows {
    UnsafeMutableRawPointer(y.row(r)).copyMemory(
      from: source + r * y.columns * 4, byteCount: y.columns * 4)
  }
}

/// y = values, row by row.
public func copy(from values: [Float], into y: Matrix) {
  values.withUnsafeBytes { copy(from: $0, into: y) }
}
