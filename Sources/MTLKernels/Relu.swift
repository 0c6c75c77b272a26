/// y = max(x, 0), elementwise. Not a number stays so.
public func relu(_ x: Factor, into y: Factor) {
  let span = Profile.begin("relu", bytes: x.bytes + y.bytes)
  defer { span.end() }
  forEachRow(x, y) { x, y, count in
    for i in 0..<count { y[i] = x[i] < 0 ? 0 : x[i] }
  }
}

/// dx = dy where x > 0, else 0; in place over `dy`. Adds its column sums to the gradient of a bias.
public func reluBackward(_ dy: Factor, input x: Factor, biasGradient: Matrix? = nil) {
  let span = Profile.begin("relu backward", bytes: x.bytes + 2 * dy.bytes)
  defer { span.end() }
  forEachRowBackward(x, dy, addingTo: biasGradient) { x, dy, count in
    for i in 0..<count { dy[i] *= x[i] > 0 ? 1 : 0 }
  }
}
