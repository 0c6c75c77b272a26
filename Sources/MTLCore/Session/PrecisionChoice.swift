import MTLKernels

/// Which number format the encoder's products are made in: what `dtype` says.
enum PrecisionChoice {
  /// The names of the formats, and `auto`.
  static let names = ["auto"] + Precision.allCases.map(\.rawValue)

  /// `auto` is bfloat16 where this processor multiplies it faster than float32, else float32; without a
  /// name it is float32. Throws ``SessionError`` for another name, and for a format that this machine
  /// cannot multiply.
  static func named(_ name: String?) throws(SessionError) -> Precision {
    guard let name, name != Precision.float32.rawValue else { return .float32 }
    if name == "auto" { return ProductSpeed.prefersBfloat16 ? .bfloat16 : .float32 }
    guard let precision = Precision(rawValue: name) else { throw .dtype(name, known: names) }
    if let reason = precision.absence { throw .dtypeAbsent(name, reason: reason) }
    return precision
  }
}
