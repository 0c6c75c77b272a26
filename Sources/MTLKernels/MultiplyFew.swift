import CProcessor

/// Whether y = x wᵀ + bias was made by the product of few rows: at most 32, as of a sentence.
///
/// Such a product reads far more of w than it computes, and other code lays all of w out anew first.
/// This reads w once, as it lies: three of its rows stay in a core's nearest cache while they are
/// multiplied with all of x, three rows by three, and the next three are fetched.
func multiplyFew(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) -> Bool {
  guard (1...32).contains(x.rows), x.columns.isMultiple(of: Lanes.scalarCount),
    w.count >= 1 << 14
  else { return false }
  let span = Profile.begin(
    "product + bias", operations: 2 * y.count * x.columns, bytes: 4 * (x.count + w.count + y.count))
  defer { span.end() }
  let tiles = min(max((2 * y.count * x.columns) >> 20, 1), 16)
  // By how many bytes fetching goes ahead with each eight columns of three rows of x.
  let step = min(3 * MemoryLayout<Lanes>.size * 3 / x.rows + 1, 64)
  Parallel.run(tiles) { tile in
    let columns = part(tile, of: tiles, w.rows)
    for c in stride(from: columns.lowerBound, to: columns.upperBound, by: 3) {
      let threeOfW = Three(w, from: c, last: columns.upperBound - 1)
      var ahead = UnsafeRawPointer(w.base + min(c + 3, w.rows - 1) * w.stride)
      for r in stride(from: 0, to: x.rows, by: 3) {
        multiply(
          Three(x, from: r, last: x.rows - 1), threeOfW, x.columns, bias.base, into: y,
          fetching: &ahead, by: step)
      }
    }
  }
  return true
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

/// Nine elements of y: nine sums and six factors fill the sixteen registers.
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
    row[w.places.0] = bias[w.places.0] + sum(first)
    row[w.places.1] = bias[w.places.1] + sum(second)
    row[w.places.2] = bias[w.places.2] + sum(third)
  }
  put(x.places.0, a0, a1, a2)
  put(x.places.1, b0, b1, b2)
  put(x.places.2, c0, c1, c2)
}

@inline(__always)
private func lanes(_ x: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(x).loadUnaligned(as: Lanes.self)
}

@inline(__always)
private func sum(_ x: Lanes) -> Float {
  let four = x.lowHalf + x.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}
