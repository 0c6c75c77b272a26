/// y = λ x where x > 0, else λ α (eˣ - 1), in place, within 5e-7. Not a number stays so.
///
/// Klambauer et al. 2017, https://arxiv.org/abs/1706.02515, §2, eq. 2 and 14: with these λ and α rows
/// of mean 0 and variance 1 stay so.
public func selu(_ x: Matrix) {
  let span = Profile.begin("selu", bytes: 8 * x.count)
  defer { span.end() }
  precondition(x.isContiguous)
  Parallel.slices(of: x.count, cost: 4) { part in
    let (x, count) = (x.base + part.lowerBound, part.count)
    for i in 0..<count {
      x[i] = x[i] > 0 ? seluScale * x[i] : seluFloor * (exponential(x[i]) - 1)
    }
  }
}

/// dx = dy λ where y > 0, else dy (y + λ α), in place over `dy`; y is the output.
public func seluBackward(_ dy: Matrix, output y: Matrix) {
  let span = Profile.begin("selu backward", bytes: 12 * y.count)
  defer { span.end() }
  forEachPart(y, dy) { y, dy, count in
    for i in 0..<count { dy[i] *= y[i] > 0 ? seluScale : y[i] + seluFloor }
  }
}

/// λ.
private let seluScale: Float = 1.050_700_99
/// λ α, with α = 1.673_263_24: what the output never falls below, negated.
private let seluFloor: Float = 1.758_099_34
