import MTLKernels

/// Rows of features: in float32, and as the next product reads them. In float32 both are one.
struct Features {
  let rows: Matrix  // [tokens, features]
  let factor: Factor

  /// Rows whose products are of float32.
  init(_ rows: Matrix) {
    self.init(rows, factor: .float32(rows))
  }

  init(_ rows: Matrix, factor: Factor) {
    (self.rows, self.factor) = (rows, factor)
  }

  init(_ arena: Arena, _ rows: Int, _ columns: Int, _ precision: Precision) {
    let wide = arena.take(rows, columns)
    self.rows = wide
    factor = precision == .float32 ? .float32(wide) : arena.take(rows, columns, precision)
  }
}
