import CPythonShim
import MTLData

extension mtl_modalities {
  /// What each row holds of other modalities, copied once; empty where no row has any.
  func inputs(rows count: Int, of dataset: String) throws -> [[ModalInput]] {
    guard self.count > 0 else { return [] }
    let (names, arrays) = (names.strings, UnsafeBufferPointer(start: base, count: self.count))
    for starts in [owners.count, rows.count] where starts != arrays.count {
      throw BoundaryError.arrays(expected: arrays.count, actual: starts)
    }
    var inputs = [[ModalInput]](repeating: [], count: count)
    for (i, array) in arrays.enumerated() {
      let row = try rows.place(i, "modality rows", below: count)
      let name = names[try owners.place(i, "modality owners", below: names.count)]
      inputs[row].append(try array.input(name, place: "\(dataset) row \(row)"))
    }
    return inputs
  }
}

extension mtl_integers {
  /// The number at a place, where it lies in 0 ..< bound. `index` is below ``count``.
  fileprivate func place(_ index: Int, _ name: String, below bound: Int) throws -> Int {
    let value = UnsafeBufferPointer(start: base, count: count)[index]
    guard let place = Int(exactly: value), (0..<bound).contains(place) else {
      throw BoundaryError.place(name, index: index, value: value, below: bound)
    }
    return place
  }
}

extension mtl_values {
  fileprivate func input(
    _ name: String, place: @autoclosure () -> String
  ) throws(DataError) -> ModalInput {
    let shape = Array(UnsafeBufferPointer(start: shape, count: dimensions))
    let count = shape.reduce(1, *)
    switch UInt8(bitPattern: format) {
    case UInt8(ascii: "f"):
      return try ModalInput(
        name, numbers: values(Float.self, count), shape: shape, place: place())
    case UInt8(ascii: "d"):
      return try ModalInput(
        name, numbers: values(Double.self, count).map { Float($0) }, shape: shape,
        place: place())
    default:
      return try ModalInput(
        name, pixels: values(UInt8.self, count), shape: shape, place: place())
    }
  }

  private func values<Value>(_ type: Value.Type, _ count: Int) -> [Value] {
    guard count > 0, let base else { return [] }
    return Array(UnsafeBufferPointer(start: base.assumingMemoryBound(to: type), count: count))
  }
}
