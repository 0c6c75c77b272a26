import CPythonShim

extension String {
  /// Python has checked that it is UTF-8.
  init(_ text: mtl_text) {
    self.init(
      decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.length), as: UTF8.self)
  }
}

extension mtl_texts {
  var strings: [String] { UnsafeBufferPointer(start: base, count: count).map { String($0) } }
}

extension mtl_bytes {
  var values: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension mtl_numbers {
  var values: [Double] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension mtl_integers {
  /// The ranges that lie between one start and the next, where these are starts within `count`.
  func ranges(_ name: String, within count: Int) throws -> [Range<Int>] {
    let starts = UnsafeBufferPointer(start: base, count: self.count)
    let refusal = BoundaryError.starts(name, count: count)
    guard starts.first == 0, starts.last.flatMap(Int.init(exactly:)) == count else { throw refusal }
    return try zip(starts, starts.dropFirst()).map { start, end in
      guard start <= end else { throw refusal }
      return Int(start)..<Int(end)
    }
  }
}
