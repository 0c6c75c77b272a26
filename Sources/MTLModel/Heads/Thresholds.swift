import MTLKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From which probability on a class is chosen.
enum Thresholds {
  case fixed([Float])
  /// Kept with the weights they were tuned for, as logits: a zero is a probability of 0.5. No gradient
  /// reaches them.
  case tuned(Parameter)

  /// A probability a class.
  var values: [Float] {
    switch self {
    case .fixed(let values): values
    case .tuned(let parameter): parameter.values.map { 1 / (1 + exp(-$0)) }
    }
  }

  func set(_ probabilities: [Float]) {
    guard case .tuned(let parameter) = self else { return }
    let logits = probabilities.map { p -> Float in
      let p = min(max(p, 1e-7), 1 - 1e-7)
      return log(p / (1 - p))
    }
    copy(from: logits, into: parameter.value)
  }
}
