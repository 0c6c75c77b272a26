import CPythonShim
import MTLCore

/// A reply in memory that stays where it is, for C to lend on.
///
/// Nothing of it changes after `init`, so that any number of threads may read it.
final class ReplyHandle: @unchecked Sendable {
  let json: mtl_text
  let arrays: [mtl_array]
  private var allocations: [UnsafeMutableRawPointer] = []

  init(_ reply: Reply) {
    var allocations: [UnsafeMutableRawPointer] = []
    func keep<Value: BitwiseCopyable>(_ values: some Collection<Value>) -> UnsafeRawPointer {
      let bytes = max(1, values.count * MemoryLayout<Value>.stride)
      let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      let typed = memory.bindMemory(to: Value.self, capacity: values.count)
      _ = UnsafeMutableBufferPointer(start: typed, count: values.count).initialize(from: values)
      allocations.append(memory)
      return UnsafeRawPointer(memory)
    }
    json = mtl_text(
      bytes: keep(reply.json.utf8).assumingMemoryBound(to: CChar.self),
      length: reply.json.utf8.count)
    arrays = reply.arrays.map { array in
      let (format, size, base) =
        switch array.values {
        case .float32(let values): ("f", 4, keep(values))
        case .float64(let values): ("d", 8, keep(values))
        case .int32(let values): ("i", 4, keep(values))
        case .int64(let values): ("q", 8, keep(values))
        }
      return mtl_array(
        name: keep(array.name.utf8CString).assumingMemoryBound(to: CChar.self),
        format: keep(format.utf8CString).assumingMemoryBound(to: CChar.self),
        item_size: size,
        dimensions: array.shape.count,
        shape: keep(array.shape).assumingMemoryBound(to: Int.self),
        strides: keep(rowMajorStrides(array.shape, of: size)).assumingMemoryBound(to: Int.self),
        base: base)
    }
    self.allocations = allocations
  }

  deinit {
    for memory in allocations { memory.deallocate() }
  }
}

/// How many bytes lie between neighbours along each axis.
private func rowMajorStrides(_ shape: [Int], of size: Int) -> [Int] {
  var strides = Array(repeating: size, count: shape.count)
  for axis in shape.indices.reversed().dropFirst() {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  return strides
}
