/// The `count` largest numbers of each row, largest first; of equal ones the lower column.
///
/// A row is read once, and a number is compared with the smallest kept alone, so that few of the
/// columns of a vocabulary cost more than one comparison. Not a number is never among the largest.
public func largest(_ count: Int, of x: Matrix) -> (columns: [Int32], values: [Float]) {
  let span = Profile.begin("largest", bytes: 4 * x.count)
  defer { span.end() }
  precondition(count > 0 && count <= x.columns)
  var columns = [Int32](repeating: 0, count: x.rows * count)
  var values = [Float](repeating: -.infinity, count: x.rows * count)
  columns.withUnsafeMutableBufferPointer { columns in
    values.withUnsafeMutableBufferPointer { values in
      guard let columns = columns.baseAddress, let values = values.baseAddress else { return }
      nonisolated(unsafe) let kept = (columns: columns, values: values)
      Parallel.slices(of: x.rows, cost: x.columns) { rows in
        for r in rows {
          keepLargest(
            x.row(r), x.columns, count, kept.columns + r * count, kept.values + r * count)
        }
      }
    }
  }
  return (columns, values)
}

/// One row of ``largest(_:of:)``: what is kept stays sorted, as in an insertion sort.
private func keepLargest(
  _ x: UnsafePointer<Float>, _ width: Int, _ count: Int,
  _ columns: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Float>
) {
  for c in 0..<width where x[c] > values[count - 1] {
    var place = count - 1
    while place > 0, x[c] > values[place - 1] {
      (values[place], columns[place]) = (values[place - 1], columns[place - 1])
      place -= 1
    }
    (values[place], columns[place]) = (x[c], Int32(c))
  }
}
