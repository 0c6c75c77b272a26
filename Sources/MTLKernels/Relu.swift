/// y = max(x, 0), elementwise. Not a number stays so.
public func relu(_ x: Matrix, into y: Matrix) {
  let span = Profile.begin("relu", bytes: 8 * x.count)
  defer { span.end() }
  forEachPart(x, y) { x, y, count in
    for i in 0..<count { y[i] = x[i] < 0 ? 0 : x[i] }
  }
}

/// dx = dy where x > 0, else 0; in place over `dy`.
public func reluBackward(_ dy: Matrix, input x: Matrix) {
  let span = Profile.begin("relu backward", bytes: 12 * x.count)
  defer { span.end() }
  forEachPart(x, dy) { x, dy, count in
    for i in 0..<count { dy[i] *= x[i] > 0 ? 1 : 0 }
  }
}
