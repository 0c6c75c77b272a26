#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The `count` highest of each row of log softmax(x), highest first and the first of equals before
/// the others: their columns, and their values. x stays as it is.
public func highestLogProbabilities(
  _ x: Matrix, count: Int
) -> (columns: [Int32], values: [Float]) {
  let span = Profile.begin("highest of softmax", bytes: 4 * x.count)
  defer { span.end() }
  precondition(count > 0 && count <= x.columns, "from one to all of the columns")
  var columns = [Int32](repeating: 0, count: x.rows * count)
  var values = [Float](repeating: 0, count: x.rows * count)
  columns.withUnsafeMutableBufferPointer { columns in
    values.withUnsafeMutableBufferPointer { values in
      guard let columns = columns.baseAddress, let values = values.baseAddress else { return }
      // Each tile writes its own rows.
      nonisolated(unsafe) let (allColumns, allValues) = (columns, values)
      Parallel.slices(of: x.rows, cost: 4 * x.columns) { rows in
        for r in rows {
          let (columns, values) = (allColumns + r * count, allValues + r * count)
          highest(x.row(r), x.columns, count, columns, values)
          let normaliser = logOfSum(x.row(r), x.columns)
          for i in 0..<count { values[i] -= normaliser }
        }
      }
    }
  }
  return (columns, values)
}

/// The `count` highest of a row, in order. A block of 16 is looked into only where it holds a higher
/// number than the lowest that is kept: seldom, once the first blocks have been seen.
private func highest(
  _ x: UnsafePointer<Float>, _ columns: Int, _ count: Int,
  _ kept: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Float>
) {
  var filled = 0
  func offer(_ c: Int) {
    guard filled < count || x[c] > values[count - 1] else { return }
    var place = filled < count ? filled : count - 1
    while place > 0, x[c] > values[place - 1] {
      (kept[place], values[place]) = (kept[place - 1], values[place - 1])
      place -= 1
    }
    (kept[place], values[place]) = (Int32(c), x[c])
    filled = min(filled + 1, count)
  }
  for start in stride(from: 0, to: columns, by: 16) {
    let end = min(start + 16, columns)
    if filled == count, !(maximum(x + start, end - start) > values[count - 1]) { continue }
    for c in start..<end { offer(c) }
  }
}

/// log Σ eˣ, relative to the largest x, from blocks of 1,024 that vectorise.
private func logOfSum(_ x: UnsafePointer<Float>, _ columns: Int) -> Float {
  let highest = maximum(x, columns)
  let total = withUnsafeTemporaryAllocation(of: Float.self, capacity: 1024) { powers in
    let powers = powers.baseAddress.unsafelyUnwrapped
    var total = 0.0
    for start in stride(from: 0, to: columns, by: 1024) {
      let (x, count) = (x + start, min(1024, columns - start))
      for c in 0..<count { powers[c] = exponential(x[c] - highest) }
      total += Double(sum(powers, count))
    }
    return total
  }
  return highest + Float(log(total))
}
