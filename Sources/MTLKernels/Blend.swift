/// y[r] = Σᵢ shares[r, i] · block i of x[r]: the blocks of a row, one after another, each weighed by
/// the row's own share of it.
///
/// Ma et al. 2018, https://doi.org/10.1145/3219819.3220007, eq. 6, where a block is an expert.
/// x: [rows, blocks * columns], shares: [rows, blocks] → y: [rows, columns].
public func blend(_ x: Matrix, shares: Matrix, into y: Matrix) {
  let span = Profile.begin("blend", bytes: 4 * (x.count + shares.count + y.count))
  defer { span.end() }
  requireBlocks(x, shares, y)
  let (blocks, columns) = (shares.columns, y.columns)
  Parallel.slices(of: y.rows, cost: x.columns) { rows in
    for r in rows {
      let (x, share, y) = (x.row(r), shares.row(r), y.row(r))
      for c in 0..<columns { y[c] = share[0] * x[c] }
      for i in 1..<max(blocks, 1) {
        let (block, share) = (x + i * columns, share[i])
        for c in 0..<columns { y[c] += share * block[c] }
      }
    }
  }
}

/// dShares[r, i] = block i of x[r] · dy[r], and block i of dx[r] = shares[r, i] dy[r].
public func blendBackward(
  _ dy: Matrix, _ x: Matrix, shares: Matrix, dShares: Matrix, into dx: Matrix
) {
  let span = Profile.begin("blend backward", bytes: 4 * (dy.count + 2 * x.count + 2 * shares.count))
  defer { span.end() }
  requireBlocks(x, shares, dy)
  requireBlocks(dx, dShares, dy)
  let (blocks, columns) = (shares.columns, dy.columns)
  Parallel.slices(of: dy.rows, cost: 2 * x.columns) { rows in
    for r in rows {
      let (dy, share, dShare) = (dy.row(r), shares.row(r), dShares.row(r))
      for i in 0..<blocks {
        dShare[i] = dot(x.row(r) + i * columns, dy, columns)
        let (block, share) = (dx.row(r) + i * columns, share[i])
        for c in 0..<columns { block[c] = share * dy[c] }
      }
    }
  }
}

private func requireBlocks(_ x: Matrix, _ shares: Matrix, _ y: Matrix) {
  precondition(x.rows == y.rows && shares.rows == y.rows && shares.columns > 0)
  precondition(x.columns == shares.columns * y.columns)
}
