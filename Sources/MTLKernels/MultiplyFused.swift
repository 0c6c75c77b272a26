/// Whether y = x wᵀ + bias was made through oneDNN, which adds the bias as it writes: where it is at hand
/// and gains.
///
/// OpenBLAS lays all of w out anew for every product, for up to 64 rows at twice the time. Of many rows
/// oneDNN's code for AVX-512 makes as many operations, and y need not hold the bias before.
func multiplyFused(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) -> Bool {
  guard w.count >= 1 << 14, case .success(let library) = OneDNN.found else { return false }
  guard x.rows <= 64 || library.instructions.hasPrefix("AVX512") && isRounded(x, y) else {
    return false
  }
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), bias: bias.base, into: OneDNNResult(y))
  return true
}

/// Whether spare rows keep shapes few, for each of which oneDNN makes code.
private func isRounded(_ x: Matrix, _ y: Matrix) -> Bool {
  x.spare == y.spare && x.rows + x.spare == RowClass.of(x.rows)
}
