import Synchronization

/// The number formats in which a file may keep what is float32 in memory.
public enum StoredFloats: Sendable {
  case float32, float16, bfloat16

  public var bytes: Int { self == .float32 ? 4 : 2 }
}

/// How many values one tile of a conversion has: a megabyte of output.
private let conversionTile = 262_144

/// y = little-endian values of `format`, widened exactly; large ones in parallel. y is contiguous.
///
/// `read` fills the bytes that it is given from those of the whole, which begin at an offset. Where it
/// throws, that is thrown (one of them), and y holds some of the values.
public func load<Failure: Error>(
  as format: StoredFloats, into y: Matrix,
  _ read: (_ bytes: UnsafeMutableRawBufferPointer, _ offset: Int) throws(Failure) -> Void
) throws(Failure) {
  let span = Profile.begin("convert", bytes: y.count * (4 + format.bytes))
  defer { span.end() }
  precondition(y.isContiguous)
  let failure = Mutex<Failure?>(nil)
  Parallel.run((y.count + conversionTile - 1) / conversionTile) { tile in
    let first = tile * conversionTile
    let count = min(conversionTile, y.count - first)
    do throws(Failure) {
      try loadTile(as: format, into: y.base + first, count, first: first * format.bytes, read)
    } catch {
      failure.withLock { $0 = error }
    }
  }
  if let error = failure.withLock({ $0 }) { throw error }
}

/// `count` values from the offset `first` on; narrow ones pass through 64 KiB that stay in the cache.
private func loadTile<Failure: Error>(
  as format: StoredFloats, into y: UnsafeMutablePointer<Float>, _ count: Int, first: Int,
  _ read: (_ bytes: UnsafeMutableRawBufferPointer, _ offset: Int) throws(Failure) -> Void
) throws(Failure) {
  guard format != .float32 else {
    return try read(UnsafeMutableRawBufferPointer(start: y, count: count * 4), first)
  }
  let capacity = min(count, 32_768)
  let result = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: capacity) { narrow in
    Result { () throws(Failure) in
      for start in stride(from: 0, to: count, by: capacity) {
        let part = UnsafeMutableBufferPointer(rebasing: narrow[..<min(capacity, count - start)])
        try read(UnsafeMutableRawBufferPointer(part), first + start * 2)
        widen(part.baseAddress.unsafelyUnwrapped, as: format, into: y + start, part.count)
      }
    }
  }
  try result.get()
}

private func widen(
  _ x: UnsafePointer<UInt16>, as format: StoredFloats, into y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  switch format {
  case .float32: break
  case .float16: for i in 0..<count { y[i] = Float(Float16(bitPattern: x[i])) }
  case .bfloat16: for i in 0..<count { y[i] = Float(bitPattern: UInt32(x[i]) &<< 16) }
  }
}

/// Gives `body` the bytes of x as they lie in memory: little-endian float32, row after row.
public func withStoredBytes<Result, Failure: Error>(
  of x: Matrix, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
) throws(Failure) -> Result {
  precondition(x.isContiguous)
  return try body(UnsafeRawBufferPointer(start: x.base, count: x.count * 4))
}
