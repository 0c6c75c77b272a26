/// Whether y = x wᵀ + bias was made through oneDNN: where it is at hand and the rows are few.
///
/// OpenBLAS lays all of w out anew for every product. With 19 rows, a sentence, that leaves 30 GFLOP/s
/// of 140 a core; oneDNN's products of few rows keep 75 to 110 (384 by 384 to 384 by 1,536, AVX-512).
func multiplyFew(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) -> Bool {
  guard x.rows <= 64, w.count >= 1 << 14, case .success = OneDNN.found else { return false }
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), bias: bias.base, into: OneDNNResult(y))
  return true
}
