import MTLKernels

/// A named weight. Its value and its gradient sit at the same offset of two equal arenas.
public struct Parameter {
  /// What a parameter is for: how it begins, and whether weight decay may pull at it.
  public enum Role: Sendable {
    case weight, bias, gain
  }

  public let name: String
  public let shape: [Int]
  public let role: Role
  /// How many times the learning rate of the run it learns with.
  public let rate: Float
  /// What its deviation is multiplied with when it begins anew.
  let spread: Float
  /// Where it lies in the flat arenas.
  public let range: Range<Int>
  let memory: ParameterMemory

  /// Biases and the gains of LayerNorm do not decay.
  public var decays: Bool { role == .weight }
  /// Whether it may change; see ``ParameterStore/freeze(where:)``.
  public var isTrained: Bool {
    !memory.frozen.contains(range.lowerBound) && !memory.frozenNow.contains(range.lowerBound)
  }
  public var value: Matrix { memory.values.view(at: range.lowerBound, shape.rows, shape.columns) }
  /// Only while training; see ``ParameterStore/prepareTraining()``.
  public var gradient: Matrix {
    memory.gradients.view(at: range.lowerBound, shape.rows, shape.columns)
  }

  /// The gradient, unless it is frozen.
  var trainedGradient: Matrix? { isTrained ? gradient : nil }
  /// The value as a product with such a factor reads it.
  func factor(like x: Factor) -> Factor {
    switch x {
    case .float32: .float32(value)
    case .bfloat16: .bfloat16(memory.narrow.half(of: stored))
    case .int8: .int8(memory.narrow.bytes(of: stored))
    }
  }

  /// The same again for products that read it packed; see ``ParameterStore/pack()``.
  var packed: PackedWeight? { memory.narrow.packed(of: stored) }

  var stored: StoredWeight { StoredWeight(place: range.lowerBound, value: value) }

  /// A copy of the value, row by row.
  public var values: [Float] { value.values }

  /// Takes native float32 values, as many as the parameter has, from any border.
  public func load(_ bytes: UnsafeRawBufferPointer) { copy(from: bytes, into: value) }

  /// Begins anew: weights from a truncated normal of the key and the name, biases 0, gains 1.
  public func initialize(_ key: RandomKey, deviation: Float) {
    switch role {
    case .weight: truncatedNormal(key(place), deviation: spread * deviation, into: value)
    case .bias: fill(value, with: 0)
    case .gain: fill(value, with: 1)
    }
  }

  /// The name as a number, so that a weight begins the same whatever stands beside it.
  private var place: Int { Int(truncatingIfNeeded: Fingerprint(name).value) }
}

extension [Int] {
  var rows: Int { dropLast().reduce(1, *) }
  var columns: Int { last ?? 1 }
}
