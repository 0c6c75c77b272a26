extension MultiTaskModel {
  /// Freezes parts of the encoder, and nothing else: 0 the embeddings, i layer i, counted from 1.
  /// They get no gradient, and none is computed below the lowest part that is not frozen: where there
  /// are other modalities than text, their projections.
  public func freeze(_ parts: Set<Int>) {
    store.freeze { part($0).map(parts.contains) ?? false }
    let isBelow = !modalRange.isEmpty
    lowestTrained = (0...configuration.layers).first { isBelow || !parts.contains($0) }
  }

  /// Whether a step may change the parameter; without `trainsEncoder` the encoder, its pooler
  /// and the projections of modalities stay.
  public func trains(_ parameter: Parameter, trainsEncoder: Bool) -> Bool {
    parameter.isTrained
      && (trainsEncoder || parameter.range.lowerBound >= modalRange.upperBound)
  }

  /// The part of the encoder that a parameter belongs to; none for the pooler and whatever follows.
  private func part(_ parameter: Parameter) -> Int? {
    if parameter.name.hasPrefix("embeddings.") { return 0 }
    return (0..<configuration.layers).first { parameter.name.hasPrefix("encoder.layer.\($0).") }
      .map { $0 + 1 }
  }
}
