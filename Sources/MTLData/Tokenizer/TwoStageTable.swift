/// A value for every Unicode scalar: pages of 256, of which only those that hold something exist.
struct TwoStageTable<Value: Equatable & Sendable>: Sendable {
  private var pages: [UInt16]
  private var values: [Value]
  private let empty: Value

  init(empty: Value) {
    pages = Array(repeating: 0, count: 0x110000 >> 8)
    values = Array(repeating: empty, count: 256)
    self.empty = empty
  }

  subscript(scalar: UInt32) -> Value {
    @inline(__always)
    get { values[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 255)] }
    set {
      let page = Int(scalar >> 8)
      if pages[page] == 0 {
        pages[page] = UInt16(values.count >> 8)
        values += repeatElement(empty, count: 256)
      }
      values[Int(pages[page]) << 8 | Int(scalar & 255)] = newValue
    }
  }

  /// Gives a whole run one value; pages that it fills share one copy where they are neighbours.
  mutating func fill(_ run: Range<UInt32>, with value: Value) {
    var shared: UInt16?
    var scalar = run.lowerBound
    while scalar < run.upperBound {
      let page = Int(scalar >> 8)
      guard scalar & 255 == 0, run.upperBound - scalar >= 256, pages[page] == 0 else {
        self[scalar] = value
        scalar += 1
        continue
      }
      if let shared {
        pages[page] = shared
      } else {
        shared = UInt16(values.count >> 8)
        pages[page] = UInt16(values.count >> 8)
        values += repeatElement(value, count: 256)
      }
      scalar += 256
    }
  }
}
