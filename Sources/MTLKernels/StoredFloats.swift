/// The number formats in which a file may keep what is float32 in memory.
public enum StoredFloats: Sendable {
  case float32, float16, bfloat16

  public var bytes: Int { self == .float32 ? 4 : 2 }
}

/// How many values one tile of a conversion has: a megabyte of output.
private let conversionTile = 262_144

/// y = the little-endian values of `stored`, widened exactly; large ones in parallel.
///
/// y is contiguous and has as many values as `stored`. The bytes need no alignment.
public func load(_ stored: UnsafeRawBufferPointer, as format: StoredFloats, into y: Matrix) {
  let span = Profile.begin("convert", bytes: stored.count + 4 * y.count)
  defer { span.end() }
  precondition(y.isContiguous && stored.count == y.count * format.bytes)
  guard y.count > 0, let source = stored.baseAddress else { return }
  Parallel.run((y.count + conversionTile - 1) / conversionTile) { tile in
    let first = tile * conversionTile
    let count = min(conversionTile, y.count - first)
    let (y, x) = (y.base + first, source + first * format.bytes)
    switch format {
    case .float32:
      UnsafeMutableRawPointer(y).copyMemory(from: x, byteCount: count * 4)
    case .float16:
      for i in 0..<count {
        y[i] = Float(Float16(bitPattern: x.loadUnaligned(fromByteOffset: i &* 2, as: UInt16.self)))
      }
    case .bfloat16:
      for i in 0..<count {
        let bits = x.loadUnaligned(fromByteOffset: i &* 2, as: UInt16.self)
        y[i] = Float(bitPattern: UInt32(bits) &<< 16)
      }
    }
  }
}

/// Gives `body` the bytes of x as they lie in memory: little-endian float32, row after row.
public func withStoredBytes<Result, Failure: Error>(
  of x: Matrix, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
) throws(Failure) -> Result {
  precondition(x.isContiguous)
  return try body(UnsafeRawBufferPointer(start: x.base, count: x.count * 4))
}
