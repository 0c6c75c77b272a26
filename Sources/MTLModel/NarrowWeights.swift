import MTLKernels
import Synchronization

/// A weight of a store: where it begins there, and its value.
struct StoredWeight {
  let place: Int
  let value: Matrix  // [output, input]
}

/// The weights of a store again, in a narrow format, at the places that they have there.
///
/// Only those of ``narrow(_:_:to:)`` are written, and memory that nobody writes costs nothing.
final class NarrowWeights {
  private(set) var precision = Precision.float32
  private var arena: Arena?
  private var scales: Arena?
  /// Where the scales of a weight's rows begin, by its place.
  private var places: [Int: Int] = [:]
  /// Packed copies by place, where there are any.
  private var packed: [Int: PackedWeight]?

  /// Makes these weights, of a store of so many floats, anew in the format. Throws where there is no
  /// memory for them.
  func narrow(
    _ weights: [StoredWeight], of capacity: Int, to precision: Precision
  ) throws(ArenaError) {
    unpack()
    if precision != self.precision {
      (arena, scales, places) = (nil, nil, [:])
      switch precision {
      case .float32: break
      case .bfloat16: arena = try Arena(capacity: capacity / 2 + 1)
      case .int8:
        arena = try Arena(capacity: capacity / 4 + 1)
        scales = try Arena(capacity: weights.reduce(0) { $0 + $1.value.rows })
      }
      self.precision = precision
    }
    switch precision {
    case .float32: break
    case .bfloat16:
      for weight in weights { MTLKernels.narrow(weight.value, into: half(of: weight)) }
    case .int8:
      var place = 0
      for weight in weights {
        places[weight.place] = place
        place += weight.value.rows
        quantize(weight.value, into: bytes(of: weight))
      }
    }
  }

  var isPacked: Bool { packed != nil || precision == .float32 }

  /// Packs these weights, all that are narrow.
  func pack(_ weights: [StoredWeight]) {
    let made = Mutex<[Int: PackedWeight]>([:])
    Parallel.run(weights.count) { i in
      let weight = weights[i]
      let packed = PackedWeight(
        precision == .int8 ? .int8(bytes(of: weight)) : .bfloat16(half(of: weight)))
      made.withLock { $0[weight.place] = packed }
    }
    packed = made.withLock { $0 }
  }

  func unpack() { packed = nil }

  func packed(of weight: StoredWeight) -> PackedWeight? { packed?[weight.place] }

  /// All of them in bfloat16, as one row; nil in another format.
  var halves: HalfMatrix? {
    guard precision == .bfloat16, let arena else { return nil }
    return arena.halfView(at: 0, 1, 2 * arena.capacity)
  }

  func half(of weight: StoredWeight) -> HalfMatrix {
    guard precision == .bfloat16, let arena else { preconditionFailure("no bfloat16 weights") }
    return arena.halfView(at: weight.place, weight.value.rows, weight.value.columns)
  }

  func bytes(of weight: StoredWeight) -> ByteMatrix {
    guard let arena, let scales, let place = places[weight.place] else {
      preconditionFailure("no int8 weights")
    }
    let (rows, columns) = (weight.value.rows, weight.value.columns)
    return arena.byteView(
      at: weight.place, rows, columns, scales: scales.view(at: place, 1, rows))
  }
}
