/// y = f(x), elementwise.
@inline(__always)
func elementwise(_ x: Matrix, into y: Matrix, _ f: (Float) -> Float) {
  precondition(x.isContiguous && y.isContiguous && x.count == y.count)
  Parallel.slices(of: x.count, cost: 4) { part in
    let (x, y, count) = (x.base + part.lowerBound, y.base + part.lowerBound, part.count)
    for i in 0..<count { y[i] = f(x[i]) }
  }
}

/// dy *= slope(x), elementwise.
@inline(__always)
func elementwiseBackward(_ dy: Matrix, _ x: Matrix, _ slope: (Float) -> Float) {
  precondition(x.isContiguous && dy.isContiguous && x.count == dy.count)
  Parallel.slices(of: x.count, cost: 4) { part in
    let (x, dy, count) = (x.base + part.lowerBound, dy.base + part.lowerBound, part.count)
    for i in 0..<count { dy[i] *= slope(x[i]) }
  }
}
