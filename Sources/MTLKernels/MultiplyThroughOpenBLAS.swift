import CBLAS

/// One product on the calling thread.
func product(
  _ a: Matrix, _ b: Matrix, transposing: Transposing = .neither,
  into c: Matrix, _ write: Write = .overwrite
) {
  OpenBLAS.prepared
  let inner = transposing == .left ? a.rows : a.columns
  precondition(inner == (transposing == .right ? b.columns : b.rows), "inner sizes differ")
  guard c.count > 0 else { return }
  cblas_sgemm(
    CblasRowMajor,
    transposing == .left ? CblasTrans : CblasNoTrans,
    transposing == .right ? CblasTrans : CblasNoTrans,
    Int32(c.rows), Int32(c.columns), Int32(inner),
    1, a.base, Int32(a.stride), b.base, Int32(b.stride),
    write.rawValue, c.base, Int32(c.stride))
}
