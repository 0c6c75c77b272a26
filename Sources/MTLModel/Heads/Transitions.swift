import MTLKernels

/// What a conditional random field learns beside its emissions: which tags begin, follow and end.
struct Transitions {
  let start: Parameter  // [tags]
  let between: Parameter  // [tags, tags], from the row's tag to the column's
  let end: Parameter  // [tags]
  private let rules: TransitionRules?

  /// All begin at zero, as a tagger without them does. A single score moves by the learning rate a
  /// step, an emission by that of every input, so these learn a hundred times as fast.
  init(_ scope: Scope, tags: Int, rules: TransitionRules?) {
    start = scope.parameter("start_transitions", tags, role: .bias, rate: 100)
    between = scope.parameter("transitions", tags, tags, role: .bias, rate: 100)
    end = scope.parameter("end_transitions", tags, role: .bias, rate: 100)
    self.rules = rules
  }

  /// Memory for the scores of one batch.
  func cut(_ arena: Arena) -> TransitionScores {
    let tags = start.shape.columns
    return TransitionScores(
      start: arena.take(1, tags), between: arena.take(tags, tags), end: arena.take(1, tags))
  }

  /// The scores, those that the rules forbid made improbable.
  func forward(into scores: TransitionScores) {
    copy(start.value, into: scores.start)
    copy(between.value, into: scores.between)
    copy(end.value, into: scores.end)
    rules?.charge(scores)
  }

  var gradients: TransitionScores {
    TransitionScores(start: start.gradient, between: between.gradient, end: end.gradient)
  }
}
