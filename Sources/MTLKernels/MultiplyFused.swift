import CProcessor

/// Whether y = x wᵀ + bias was made through oneDNN, which adds the bias as it writes: where it is at hand
/// and gains.
///
/// OpenBLAS lays all of w out anew for every product. With 19 rows, a sentence, that leaves 30 GFLOP/s
/// of 140 a core; oneDNN's products of few rows keep 75 to 110 (384 by 384 to 384 by 1,536, AVX-512).
/// Its code for AVX-512 is as fast with many rows, and y need not hold the bias before: 6 % of a
/// BERT-base's forward products.
func multiplyFused(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) -> Bool {
  guard w.count >= 1 << 14, x.rows <= 64 || hasAVX512, case .success = OneDNN.found else {
    return false
  }
  multiplyThroughOneDNN(
    OneDNNFactor(x), OneDNNFactor(w, transposed: true), bias: bias.base, into: OneDNNResult(y))
  return true
}

private let hasAVX512 = processor_features() & PROCESSOR_AVX512.rawValue != 0
