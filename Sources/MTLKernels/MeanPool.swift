/// y[s] = the mean of sequence s's rows, which lie end to end in x; 0 for a sequence without rows.
///
/// x: [Σ lengths, columns] → y: [sequences, columns].
public func meanPool(_ x: Matrix, lengths: [Int], into y: Matrix) {
  let span = Profile.begin("mean", bytes: 4 * (x.count + y.count))
  defer { span.end() }
  precondition(y.rows == lengths.count && y.columns == x.columns)
  let columns = x.columns
  forEachSequence(lengths, rows: x.rows, cost: columns) { s, start, length in
    let y = y.row(s)
    y.update(repeating: 0, count: columns)
    for r in start..<start + length {
      let x = x.row(r)
      for c in 0..<columns { y[c] += x[c] }
    }
    let share = length == 0 ? 0 : 1 / Float(length)
    for c in 0..<columns { y[c] *= share }
  }
}

/// dx = dy[s] / length for each row of sequence s.
///
/// dy: [sequences, columns] → dx: [Σ lengths, columns].
public func meanPoolBackward(_ dy: Matrix, lengths: [Int], into dx: Matrix) {
  let span = Profile.begin("mean backward", bytes: 4 * (dy.count + dx.count))
  defer { span.end() }
  precondition(dy.rows == lengths.count && dy.columns == dx.columns)
  let columns = dx.columns
  forEachSequence(lengths, rows: dx.rows, cost: columns) { s, start, length in
    let (dy, share) = (dy.row(s), 1 / Float(max(length, 1)))
    for r in start..<start + length {
      let dx = dx.row(r)
      for c in 0..<columns { dx[c] = share * dy[c] }
    }
  }
}

/// Calls `body` with each sequence's number, first row and length, in parallel.
private func forEachSequence(
  _ lengths: [Int], rows: Int, cost: Int, _ body: (_ s: Int, _ start: Int, _ length: Int) -> Void
) {
  var (starts, total) = ([Int](), 0)
  for length in lengths {
    starts.append(total)
    total += length
  }
  precondition(total == rows, "lengths add up to the rows")
  Parallel.slices(of: lengths.count, cost: rows * cost / max(lengths.count, 1)) { sequences in
    for s in sequences { body(s, starts[s], lengths[s]) }
  }
}
