import COneDNN

/// c = a b, aᵀ b or a bᵀ of bfloat16, summed in float32; added to c where asked.
public func multiply(
  _ a: HalfMatrix, _ b: HalfMatrix, transposing: Transposing = .neither,
  into c: Matrix, _ write: Write = .overwrite
) {
  multiplyThroughOneDNN(
    OneDNNFactor(a, transposed: transposing == .left),
    OneDNNFactor(b, transposed: transposing == .right), bias: nil,
    into: OneDNNResult(c, write))
}

/// y = x wᵀ + bias, the factors bfloat16.
public func multiply(
  _ x: HalfMatrix, weight w: HalfMatrix, packed: PackedWeight? = nil, bias: Matrix, into y: Matrix
) {
  precondition(bias.columns == y.columns, "a bias a column")
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), packed: packed, bias: bias.base,
    into: OneDNNResult(y))
}

/// y = x wᵀ + bias, all but the bias bfloat16, summed in float32 and rounded once.
public func multiply(
  _ x: HalfMatrix, weight w: HalfMatrix, packed: PackedWeight? = nil, bias: Matrix,
  into y: HalfMatrix
) {
  precondition(bias.columns == y.columns, "a bias a column")
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), packed: packed, bias: bias.base,
    into: OneDNNResult(y))
  y.zeroSpare()
}

/// c = a b, all bfloat16, summed in float32 and rounded once.
public func multiply(_ a: HalfMatrix, _ b: HalfMatrix, into c: HalfMatrix) {
  multiplyThroughOneDNN(OneDNNFactor(a), OneDNNFactor(b), bias: nil, into: OneDNNResult(c))
  c.zeroSpare()
}

/// y = x wᵀ + bias, the factors int8: the integers are summed exactly, then scaled by row and column.
public func multiply(
  _ x: ByteMatrix, weight w: ByteMatrix, packed: PackedWeight? = nil, bias: Matrix, into y: Matrix
) {
  precondition(bias.columns == y.columns && y.isContiguous, "a bias a column")
  let (scales, bias) = (w.scales, bias.base)
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), packed: packed, bias: nil,
    into: OneDNNResult(integers: y)
  ) { rows, columns in
    // While the tile's sums are still in the cache.
    for r in rows.clamped(to: 0..<y.rows) {
      let (y, scale) = (y.row(r), x.scales[r])
      let sums = UnsafeRawPointer(y).assumingMemoryBound(to: Int32.self)
      for c in columns { y[c] = Float(sums[c]) * (scale * scales[c]) + bias[c] }
    }
  }
}
