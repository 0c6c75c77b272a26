/// Six rows and sixteen columns of a product, summed in twelve registers of eight floats.
///
/// Goto & van de Geijn 2008, https://doi.org/10.1145/1356052.1356053, §6.1: the larger the tile, the
/// fewer factors are loaded for each sum.
enum SumTile {
  static let rows = 6
  static let columns = 16

  /// c = a b, or c += a b, of up to six rows and sixteen columns.
  ///
  /// a's rows are `c.rows` lines; row k of b, of sixteen columns in any case, lies at `b + k * stride`.
  @inline(__always)
  static func multiply(
    _ a: Lines, from row: Int, _ b: UnsafePointer<Float>, stride: Int, into c: Matrix,
    _ write: Write
  ) {
    let first = a.base + row * a.lineStride
    if c.columns == columns {
      sum(a, first, b, stride, into: c, write)
    } else {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * columns) {
        let sums = Matrix(base: $0.baseAddress.unsafelyUnwrapped, rows: c.rows, columns: columns)
        sum(a, first, b, stride, into: sums, .overwrite)
        for r in 0..<c.rows {
          let (y, x) = (c.row(r), sums.row(r))
          switch write {
          case .overwrite: y.update(from: x, count: c.columns)
          case .accumulate: for i in 0..<c.columns { y[i] += x[i] }
          }
        }
      }
    }
  }

  /// The same of sixteen columns. Rows that c does not have are the last again, and go nowhere.
  @inline(never)
  private static func sum(
    _ lines: Lines, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ stride: Int,
    into c: Matrix, _ write: Write
  ) {
    let last = c.rows - 1
    func place(_ r: Int) -> Int { min(r, last) * lines.lineStride }
    let (r1, r2, r3, r4, r5) = (place(1), place(2), place(3), place(4), place(5))
    var (s0, s1, s2) = (Pair.zero, Pair.zero, Pair.zero)
    var (s3, s4, s5) = (Pair.zero, Pair.zero, Pair.zero)
    var (a, b) = (a, b)
    for _ in 0..<lines.depth {
      let y = Pair(b)
      s0.add(a[0], y)
      s1.add(a[r1], y)
      s2.add(a[r2], y)
      s3.add(a[r3], y)
      s4.add(a[r4], y)
      s5.add(a[r5], y)
      a += lines.elementStride
      b += stride
    }
    @inline(__always) func put(_ r: Int, _ sums: Pair) {
      if r <= last { sums.put(c.row(r), write) }
    }
    put(0, s0)
    put(1, s1)
    put(2, s2)
    put(3, s3)
    put(4, s4)
    put(5, s5)
  }
}

/// Sixteen columns.
private struct Pair {
  typealias Lanes = SIMD8<Float>
  var first, second: Lanes

  static var zero: Pair { Pair(first: .zero, second: .zero) }

  /// sums += a y
  @inline(__always)
  mutating func add(_ a: Float, _ y: Pair) {
    let a = Lanes(repeating: a)
    first.addProduct(a, y.first)
    second.addProduct(a, y.second)
  }

  @inline(__always)
  func put(_ y: UnsafeMutablePointer<Float>, _ write: Write) {
    var sums = self
    if write == .accumulate {
      let before = Pair(y)
      sums.first += before.first
      sums.second += before.second
    }
    let place = UnsafeMutableRawPointer(y)
    place.storeBytes(of: sums.first, as: Lanes.self)
    place.storeBytes(of: sums.second, toByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
  }
}

extension Pair {
  @inline(__always)
  init(_ x: UnsafePointer<Float>) {
    let place = UnsafeRawPointer(x)
    first = place.loadUnaligned(as: Lanes.self)
    second = place.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
  }
}
