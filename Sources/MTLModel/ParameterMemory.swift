import MTLKernels

/// The arenas that a store and its parameters share, and which of them are frozen.
final class ParameterMemory {
  var allocated: Arena?
  var training: Arena?
  /// What products of a narrow format read instead of the values.
  let narrow = NarrowWeights()
  /// Where the frozen parameters begin in the arenas.
  var frozen: Set<Int> = []
  /// What is frozen for the step that is under way.
  var frozenNow: Range<Int> = 0..<0

  var values: Arena {
    guard let allocated else { preconditionFailure("values are read before allocate()") }
    return allocated
  }

  var gradients: Arena {
    guard let training else { preconditionFailure("gradients are read before prepareTraining()") }
    return training
  }
}
