import MTLKernels

/// A matrix of deterministic numbers in -size ..< size, cut from an arena of the test's own.
public func random(
  _ arena: Arena, _ rows: Int, _ columns: Int, seed: UInt64, size: Float = 1
) -> Matrix {
  let matrix = arena.take(rows, columns)
  copy(from: deterministic(rows * columns, seed: seed).map { size * $0 }, into: matrix)
  return matrix
}

/// The largest |a - b|; infinite where their counts differ, or where one is not a number.
public func distance(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { worst, pair in
    let error = abs(Double(pair.0) - pair.1)
    return error <= worst ? worst : (error.isNaN ? .infinity : error)
  }
}

/// A copy of x, cut from the same arena.
public func copied(_ x: Matrix, _ arena: Arena) -> Matrix {
  let copy = arena.take(x.rows, x.columns)
  MTLKernels.copy(x, into: copy)
  return copy
}
