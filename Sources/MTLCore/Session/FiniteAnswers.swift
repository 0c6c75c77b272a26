import MTLKernels
import MTLModel

/// Throws where a head has answered with what is no finite number, as it does from damaged weights; the
/// message names the first of those.
func requireFinite(
  _ output: HeadOutput, _ problem: Problem, of model: MultiTaskModel
) throws(SessionError) {
  guard !output.values.allSatisfy(\.isFinite) || !output.losses.allSatisfy(\.isFinite) else {
    return
  }
  throw .notFinite(what: "problem '\(problem.name)'", weight: model.damagedWeight)
}

/// The same of the encoder's vectors.
func requireFinite(_ vectors: [Float], of model: MultiTaskModel) throws(SessionError) {
  guard !vectors.allSatisfy(\.isFinite) else { return }
  throw .notFinite(what: "encode", weight: model.damagedWeight)
}

extension MultiTaskModel {
  /// The name of the first weight that is not finite.
  var damagedWeight: String? { store.parameters.first { !allFinite($0.value) }?.name }
}
