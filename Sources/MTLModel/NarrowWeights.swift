import MTLKernels
import Synchronization

/// The weights of a store again, in a narrow format, at the offsets that they have there.
///
/// Only those of ``narrow(_:_:to:)`` are written, and memory that nobody writes costs nothing.
final class NarrowWeights {
  private(set) var precision = Precision.float32
  private var arena: Arena?
  private var scales: Arena?
  /// Where the scales of a weight's rows begin, by its offset.
  private var places: [Int: Int] = [:]
  /// Packed copies by offset, where there are any.
  private var packed: [Int: PackedWeight]?

  /// Makes the values of these parameters, of a store of so many floats, anew in the format. Throws
  /// where there is no memory for them.
  func narrow(
    _ parameters: [Parameter], of capacity: Int, to precision: Precision
  ) throws(ArenaError) {
    unpack()
    if precision != self.precision {
      (arena, scales, places) = (nil, nil, [:])
      switch precision {
      case .float32: break
      case .bfloat16: arena = try Arena(capacity: capacity / 2 + 1)
      case .int8:
        arena = try Arena(capacity: capacity / 4 + 1)
        scales = try Arena(capacity: parameters.reduce(0) { $0 + $1.shape.rows })
      }
      self.precision = precision
    }
    switch precision {
    case .float32: break
    case .bfloat16:
      for parameter in parameters { MTLKernels.narrow(parameter.value, into: half(of: parameter)) }
    case .int8:
      var place = 0
      for parameter in parameters {
        places[parameter.range.lowerBound] = place
        place += parameter.shape.rows
        quantize(parameter.value, into: bytes(of: parameter))
      }
    }
  }

  var isPacked: Bool { packed != nil || precision == .float32 }

  /// Packs these parameters, all that are narrow.
  func pack(_ parameters: [Parameter]) {
    let made = Mutex<[Int: PackedWeight]>([:])
    Parallel.run(parameters.count) { i in
      let (parameter, place) = (parameters[i], parameters[i].range.lowerBound)
      let weight = PackedWeight(
        precision == .int8 ? .int8(bytes(of: parameter)) : .bfloat16(half(of: parameter)))
      made.withLock { $0[place] = weight }
    }
    packed = made.withLock { $0 }
  }

  func unpack() { packed = nil }

  func packed(of parameter: Parameter) -> PackedWeight? { packed?[parameter.range.lowerBound] }

  /// All of them in bfloat16, as one row; nil in another format.
  var halves: HalfMatrix? {
    guard precision == .bfloat16, let arena else { return nil }
    return arena.halfView(at: 0, 1, 2 * arena.capacity)
  }

  func half(of parameter: Parameter) -> HalfMatrix {
    guard precision == .bfloat16, let arena else { preconditionFailure("no bfloat16 weights") }
    return arena.halfView(
      at: parameter.range.lowerBound, parameter.shape.rows, parameter.shape.columns)
  }

  func bytes(of parameter: Parameter) -> ByteMatrix {
    guard let arena, let scales, let place = places[parameter.range.lowerBound] else {
      preconditionFailure("no int8 weights")
    }
    let (rows, columns) = (parameter.shape.rows, parameter.shape.columns)
    return arena.byteView(
      at: parameter.range.lowerBound, rows, columns, scales: scales.view(at: place, 1, rows))
  }
}
