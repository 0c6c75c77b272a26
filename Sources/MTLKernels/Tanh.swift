/// y = tanh(x), in place, within 2e-7.
public func hyperbolicTangent(_ x: Matrix) {
  let span = Profile.begin("tanh", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.isContiguous)
  Parallel.slices(of: x.count, cost: 4) { part in
    let (x, count) = (x.base + part.lowerBound, part.count)
    for i in 0..<count { x[i] = hyperbolicTangent(x[i]) }
  }
}

/// dx = dy (1 - y²), in place over `dy`; y is the output.
public func hyperbolicTangentBackward(_ dy: Matrix, output y: Matrix) {
  let span = Profile.begin("tanh backward", bytes: 12 * y.count)
  defer { span.end() }
  forEachPart(y, dy) { y, dy, count in
    for i in 0..<count { dy[i] *= 1 - y[i] * y[i] }
  }
}
