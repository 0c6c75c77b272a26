/// How many rows a product through oneDNN may be made for.
///
/// oneDNN makes code for each shape, 1 to 4 ms a time, and batches differ in their tokens with every
/// step. So rows are counted in classes: a product reads and writes the spare rows that every matrix
/// of an ``Arena`` has behind its last, and a run meets few shapes.
enum RowClass {
  /// The smallest class that holds so many rows; few rows are a class of their own.
  static func of(_ rows: Int) -> Int {
    guard rows > 32 else { return rows }
    let step = rows > 256 ? 64 : 32
    return (rows + step - 1) / step * step
  }
}
