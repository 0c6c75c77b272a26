/// Eight rows of eight floats, in registers.
struct Square {
  static let size = 8
  private typealias Row = SIMD8<Float>
  private let rows: (Row, Row, Row, Row, Row, Row, Row, Row)

  /// Eight floats of each of eight rows, which lie `stride` apart.
  @inline(__always)
  init(_ x: UnsafePointer<Float>, stride: Int) {
    @inline(__always) func load(_ r: Int) -> Row {
      UnsafeRawPointer(x + r * stride).loadUnaligned(as: Row.self)
    }
    rows = (load(0), load(1), load(2), load(3), load(4), load(5), load(6), load(7))
  }

  @inline(__always)
  private init(_ rows: (Row, Row, Row, Row, Row, Row, Row, Row)) { self.rows = rows }

  /// Its columns as rows. Six bits say where an element lies: the last three have to come first.
  @inline(__always)
  var transposed: Square { lastBitFirst.lastBitFirst.lastBitFirst }

  /// All elements at even places, then those at odd ones.
  @inline(__always)
  private var lastBitFirst: Square {
    let a = SIMD16(lowHalf: rows.0, highHalf: rows.1)
    let b = SIMD16(lowHalf: rows.2, highHalf: rows.3)
    let c = SIMD16(lowHalf: rows.4, highHalf: rows.5)
    let d = SIMD16(lowHalf: rows.6, highHalf: rows.7)
    return Square(
      (a.evenHalf, b.evenHalf, c.evenHalf, d.evenHalf, a.oddHalf, b.oddHalf, c.oddHalf, d.oddHalf))
  }

  @inline(__always)
  func store(_ y: UnsafeMutablePointer<Float>, stride: Int) {
    @inline(__always) func put(_ r: Int, _ row: Row) {
      UnsafeMutableRawPointer(y + r * stride).storeBytes(of: row, as: Row.self)
    }
    put(0, rows.0)
    put(1, rows.1)
    put(2, rows.2)
    put(3, rows.3)
    put(4, rows.4)
    put(5, rows.5)
    put(6, rows.6)
    put(7, rows.7)
  }
}
