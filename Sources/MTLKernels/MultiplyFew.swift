import CProcessor

/// Whether x is so few rows, as of a sentence, that ``multiplyFew(_:weight:bias:into:)`` gains.
func areFew(_ x: Matrix, weight w: Matrix) -> Bool {
  (1...32).contains(x.rows) && x.columns.isMultiple(of: Lanes.scalarCount) && w.count >= 1 << 14
}

/// y = x wᵀ + bias of few rows: x [rows, inner], w [columns, inner], bias [1, columns], y [rows, columns].
///
/// Such a product reads far more of w than of x and y, and other code lays all of w out anew first.
/// This reads w once, as it lies: four of its rows are multiplied with all of x, three rows by three,
/// while the next four are fetched.
func multiplyFew(_ x: Matrix, weight w: Matrix, bias: Matrix, into y: Matrix) {
  // By how many bytes fetching goes ahead with each eight columns of three rows of x.
  let step = min(4 * MemoryLayout<Lanes>.size * 3 / x.rows + 1, 64)
  // In fours of columns, as many of them together as make a million operations.
  Parallel.slices(of: (w.rows + 3) / 4, cost: x.count / 8) { fours in
    let columns = fours.lowerBound * 4..<min(fours.upperBound * 4, w.rows)
    for c in stride(from: columns.lowerBound, to: columns.upperBound, by: 4) {
      let ofW = Four(w, from: c, last: columns.upperBound - 1)
      var ahead = UnsafeRawPointer(w.row(c + 4))  // it may lie behind w: fetching harms nothing
      for r in stride(from: 0, to: x.rows, by: 3) {
        let ofX = Three(x, from: r, last: x.rows - 1)
        let (first, second, third) = sums(ofX, ofW, x.columns, fetching: &ahead, by: step)
        ofW.add(first, bias.base, into: y.row(ofX.places.0))
        ofW.add(second, bias.base, into: y.row(ofX.places.1))
        ofW.add(third, bias.base, into: y.row(ofX.places.2))
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

/// The same of four rows, which are four columns of the result.
private struct Four {
  let places: SIMD4<Int>
  let rows: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>)

  init(_ w: Matrix, from first: Int, last: Int) {
    places = SIMD4(first, min(first + 1, last), min(first + 2, last), min(first + 3, last))
    rows = (
      UnsafePointer(w.row(places[0])), UnsafePointer(w.row(places[1])),
      UnsafePointer(w.row(places[2])), UnsafePointer(w.row(places[3]))
    )
  }

  @inline(__always)
  func add(_ sums: SIMD4<Float>, _ bias: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>)
  {
    let first = places[0]
    if places[3] == first + 3 {
      let bias = UnsafeRawPointer(bias + first).loadUnaligned(as: SIMD4<Float>.self)
      UnsafeMutableRawPointer(y + first).storeBytes(of: bias + sums, as: SIMD4<Float>.self)
    } else {
      for i in 0..<4 { y[places[i]] = bias[places[i]] + sums[i] }
    }
  }
}

/// Twelve sums, four for each row of x: with four factors they are what sixteen registers hold.
@inline(__always)
private func sums(
  _ x: Three, _ w: Four, _ count: Int, fetching ahead: inout UnsafeRawPointer, by step: Int
) -> (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
  var (s0, s1, s2, s3) = (Column(), Column(), Column(), Column())
  var i = 0
  while i < count {
    let x = Column(lanes(x.rows.0 + i), lanes(x.rows.1 + i), lanes(x.rows.2 + i))
    s0.add(x, lanes(w.rows.0 + i))
    s1.add(x, lanes(w.rows.1 + i))
    s2.add(x, lanes(w.rows.2 + i))
    s3.add(x, lanes(w.rows.3 + i))
    prefetch(ahead)
    ahead += step
    i &+= Lanes.scalarCount
  }
  return (
    sumsOfLanes(s0.first, s1.first, s2.first, s3.first),
    sumsOfLanes(s0.second, s1.second, s2.second, s3.second),
    sumsOfLanes(s0.third, s1.third, s2.third, s3.third)
  )
}

/// What three rows of x have in common: a factor of each, or a sum.
private struct Column {
  var first, second, third: Lanes

  @inline(__always)
  init(_ first: Lanes = .zero, _ second: Lanes = .zero, _ third: Lanes = .zero) {
    (self.first, self.second, self.third) = (first, second, third)
  }

  /// sums += x w
  @inline(__always)
  mutating func add(_ x: Column, _ w: Lanes) {
    first.addProduct(x.first, w)
    second.addProduct(x.second, w)
    third.addProduct(x.third, w)
  }
}

@inline(__always)
private func sumsOfLanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float> {
  @inline(__always) func pairs(_ x: Lanes, _ y: Lanes) -> Lanes {
    let both = SIMD16(lowHalf: x, highHalf: y)
    return both.evenHalf + both.oddHalf
  }
  let quarters = pairs(pairs(a, b), pairs(c, d))
  return quarters.evenHalf + quarters.oddHalf
}

@inline(__always)
private func lanes(_ x: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(x).loadUnaligned(as: Lanes.self)
}
