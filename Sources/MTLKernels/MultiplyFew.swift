import CProcessor

/// Whether x is so few rows, as of a sentence, that ``multiplyFew(_:weight:bias:into:)`` gains.
func areFew(_ x: Matrix, weight w: Matrix) -> Bool {
  (1...32).contains(x.rows) && x.columns.isMultiple(of: Lanes.scalarCount) && w.count >= 1 << 14
}

/// y = x wᵀ + bias of few rows.
///
/// Such a product reads far more of w than of x and y, and other code lays all of w out anew first.
/// This reads w once, as it lies: three of its rows are multiplied with all of x, three rows by three,
/// while the next three are fetched.
func multiplyFew(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) {
  // By how many bytes fetching goes ahead with each eight columns of three rows of x.
  let step = min(3 * MemoryLayout<Lanes>.size * 3 / x.rows + 1, 64)
  // Slices of a million operations.
  Parallel.columnSlices(of: w.rows, rows: x.count / 32) { columns in
    for c in stride(from: columns.lowerBound, to: columns.upperBound, by: 3) {
      let threeOfW = Three(w, from: c, last: columns.upperBound - 1)
      var ahead = UnsafeRawPointer(w.row(c + 3))  // it may lie behind w: fetching harms nothing
      for r in stride(from: 0, to: x.rows, by: 3) {
        multiply(
          Three(x, from: r, last: x.rows - 1), threeOfW, x.columns, bias.base, into: y,
          fetching: &ahead, by: step)
      }
    }
  }
}

private typealias Lanes = SIMD8<Float>

/// Three rows of a matrix, the last again in the place of those behind it.
private struct Three {
  let places: (Int, Int, Int)
  let rows: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>)

  init(_ x: Matrix, from first: Int, last: Int) {
    places = (first, min(first + 1, last), min(first + 2, last))
    rows = (
      UnsafePointer(x.row(places.0)), UnsafePointer(x.row(places.1)),
      UnsafePointer(x.row(places.2))
    )
  }
}

/// Nine elements of y: nine sums and six factors are what sixteen registers hold.
@inline(__always)
private func multiply(
  _ x: Three, _ w: Three, _ count: Int, _ bias: UnsafePointer<Float>, into y: Matrix,
  fetching ahead: inout UnsafeRawPointer, by step: Int
) {
  var (a0, a1, a2) = (Lanes.zero, Lanes.zero, Lanes.zero)
  var (b0, b1, b2) = (Lanes.zero, Lanes.zero, Lanes.zero)
  var (c0, c1, c2) = (Lanes.zero, Lanes.zero, Lanes.zero)
  var i = 0
  while i < count {
    let (w0, w1, w2) = (lanes(w.rows.0 + i), lanes(w.rows.1 + i), lanes(w.rows.2 + i))
    let (x0, x1, x2) = (lanes(x.rows.0 + i), lanes(x.rows.1 + i), lanes(x.rows.2 + i))
    a0.addProduct(x0, w0)
    a1.addProduct(x0, w1)
    a2.addProduct(x0, w2)
    b0.addProduct(x1, w0)
    b1.addProduct(x1, w1)
    b2.addProduct(x1, w2)
    c0.addProduct(x2, w0)
    c1.addProduct(x2, w1)
    c2.addProduct(x2, w2)
    prefetch(ahead)
    ahead += step
    i &+= Lanes.scalarCount
  }
  func put(_ r: Int, _ first: Lanes, _ second: Lanes, _ third: Lanes) {
    let row = y.row(r)
    row[w.places.0] = bias[w.places.0] + first.sum()
    row[w.places.1] = bias[w.places.1] + second.sum()
    row[w.places.2] = bias[w.places.2] + third.sum()
  }
  put(x.places.0, a0, a1, a2)
  put(x.places.1, b0, b1, b2)
  put(x.places.2, c0, c1, c2)
}

@inline(__always)
private func lanes(_ x: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(x).loadUnaligned(as: Lanes.self)
}
