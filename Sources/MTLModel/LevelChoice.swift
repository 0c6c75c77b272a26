import MTLKernels

/// Which levels of the encoder a feed gathers its rows from.
enum LevelChoice {
  case level(Int)
  case mix(LayerMix)

  /// The parameters of a mix lie in `scope`.
  init(_ layer: HeadSource.Layer, _ scope: Scope, layers: Int) {
    switch layer {
    case .highest: self = .level(layers)
    case .level(let level): self = .level(level)
    case .mix: self = .mix(LayerMix(scope("mix"), levels: layers + 1))
    }
  }

  /// The levels that are read, in an encoder of so many layers.
  func levels(layers: Int) -> ClosedRange<Int> {
    switch self {
    case .level(let level): level...level
    case .mix: 0...layers
    }
  }

  func activations(_ arena: Arena) -> LayerMix.Activations? {
    guard case .mix(let mix) = self else { return nil }
    return LayerMix.Activations(arena, levels: mix.scores.shape.columns)
  }

  /// hidden: [tokens, hidden] for each level → rows: [indices, hidden].
  func forward(
    _ hidden: [Matrix], _ indices: [Int32], _ kept: LayerMix.Activations?, into rows: Matrix
  ) {
    switch self {
    case .level(let level): gather(hidden[level], indices, into: rows)
    case .mix(let mix):
      if let kept { mix.forward(hidden, indices, kept, into: rows) }
    }
  }

  /// Whether a gradient of the rows is of use: to the mix, or to what lies below the level.
  func needsGradient(_ gradients: [Matrix?]) -> Bool {
    guard case .level(let level) = self else { return true }
    return gradients[level] != nil
  }

  /// dRows: [indices, hidden]; adds to the gradients of the levels that have one, and to the mix's.
  func backward(
    _ dRows: Matrix, _ hidden: [Matrix], _ indices: [Int32], _ kept: LayerMix.Activations?,
    addingTo gradients: [Matrix?]
  ) {
    switch self {
    case .level(let level):
      if let gradient = gradients[level] { scatter(dRows, indices, addingTo: gradient) }
    case .mix(let mix):
      if let kept { mix.backward(dRows, hidden, indices, kept, addingTo: gradients) }
    }
  }
}
