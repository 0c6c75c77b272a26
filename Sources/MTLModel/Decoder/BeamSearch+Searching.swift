extension BeamSearch {
  /// The best sequence of each instance. `next` answers the `width` best continuations (or all, where
  /// there are fewer) of each hypothesis of a step.
  public func search(instances: Int, next: (Step) -> Candidates) -> [Sequence] {
    var beams = (0..<instances).map { _ in Beam() }
    for _ in 0..<maximumLength {
      let step = step(&beams)
      guard !step.tokens.isEmpty else { break }
      let candidates = next(step)
      for i in beams.indices { beams[i].advance(candidates, self) }
    }
    return beams.map { $0.best(self) }
  }

  /// Numbers the live hypotheses anew.
  private func step(_ beams: inout [Beam]) -> Step {
    var step = Step()
    for i in beams.indices { beams[i].enter(&step, begin: begin) }
    return step
  }
}
