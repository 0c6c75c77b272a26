/// A factor as a product goes through it: lines of equally many elements, which are the rows of the
/// left factor or the columns of the right one.
struct Lines {
  let base: UnsafePointer<Float>
  let count: Int
  /// How many elements each has.
  let depth: Int
  /// How far on the next line and a line's next element lie; one of them is 1.
  let lineStride, elementStride: Int

  /// a's rows; the columns of an a that is read transposed.
  init(left a: Matrix, transposed: Bool) { self.init(a, isByRows: !transposed) }

  /// b's columns; the rows of a b that is read transposed.
  init(right b: Matrix, transposed: Bool) { self.init(b, isByRows: transposed) }

  private init(_ x: Matrix, isByRows: Bool) {
    base = UnsafePointer(x.base)
    (count, depth) = isByRows ? (x.rows, x.columns) : (x.columns, x.rows)
    (lineStride, elementStride) = isByRows ? (x.stride, 1) : (1, x.stride)
  }

  /// Lays sixteen lines after another side by side: their first elements, then their second ones;
  /// zeros beside the last, where they are fewer. So many floats a strip: `16 * depth`.
  func layOut(into strips: UnsafeMutablePointer<Float>) {
    let width = SumTile.columns
    let full = count / width
    for strip in 0..<full {
      layOut(base + strip * width * lineStride, into: strips + strip * width * depth)
    }
    let (rest, last) = (count - full * width, strips + full * width * depth)
    guard rest > 0 else { return }
    last.update(repeating: 0, count: width * depth)
    for i in 0..<rest {
      let x = base + (full * width + i) * lineStride
      for k in 0..<depth { last[k * width + i] = x[k * elementStride] }
    }
  }

  /// One full strip.
  private func layOut(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    let width = SumTile.columns
    if lineStride == 1 {
      for k in 0..<depth {
        (y + k * width).update(from: x + k * elementStride, count: width)
      }
      return
    }
    let whole = depth / Square.size * Square.size
    for k in stride(from: 0, to: whole, by: Square.size) {
      for i in stride(from: 0, to: width, by: Square.size) {
        let square = Square(x + i * lineStride + k, stride: lineStride)
        square.transposed.store(y + k * width + i, stride: width)
      }
    }
    for k in whole..<depth {
      for i in 0..<width { y[k * width + i] = x[i * lineStride + k] }
    }
  }
}
