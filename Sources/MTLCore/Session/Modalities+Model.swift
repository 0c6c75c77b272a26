import MTLData
import MTLModel

extension Modalities {
  /// What the model makes projections for: those whose form is known, which are the first.
  var plan: ModalPlan {
    var projections: [ModalPlan.Projection] = []
    for modality in all {
      guard let form = modality.form else { break }
      projections.append(.init(name: modality.name, columns: form.columns))
    }
    return ModalPlan(projections: projections, types: projections.isEmpty ? 0 : types)
  }

  /// Throws for segments that the encoder does not have.
  func check(segments: Int) throws(ConfigurationError) {
    for modality in all where Int(modality.segment) >= segments {
      throw .range(
        path: "modalities.\(modality.name).segment",
        expected: "a token type of the encoder below \(segments)", actual: "\(modality.segment)")
    }
  }
}

extension [String: ModalitySettings] {
  /// These settings under those that a saved model was trained with. Throws where they differ.
  func completing(_ saved: [String: ModalitySettings]) throws(ConfigurationError) -> Self {
    var all = saved
    for (name, given) in self {
      guard let known = saved[name] else {
        all[name] = given
        continue
      }
      for (key, wanted, value) in [
        ("dimension", known.dimension, given.dimension), ("size", known.size, given.size),
        ("patch", known.patch, given.patch), ("segment", known.segment, given.segment),
        ("type", known.type, given.type),
      ] {
        guard let value, value != wanted else { continue }
        throw .range(
          path: "modalities.\(name).\(key)",
          expected: wanted.map { "the saved \($0)" } ?? "none, as saved", actual: "\(value)")
      }
    }
    return all
  }
}
