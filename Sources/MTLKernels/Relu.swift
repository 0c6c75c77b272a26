/// y = max(x, 0), elementwise. Not a number stays so.
public func relu(_ x: Matrix, into y: Matrix) {
  elementwise(x, into: y) { $0 < 0 ? 0 : $0 }
}

/// dx = dy where x > 0, else 0; in place over `dy`.
public func reluBackward(_ dy: Matrix, input x: Matrix) {
  elementwiseBackward(dy, x) { $0 > 0 ? 1 : 0 }
}
