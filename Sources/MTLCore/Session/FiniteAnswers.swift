import MTLKernels
import MTLModel

/// Throws where a head has answered with what is no number, as it does from damaged weights; the message
/// names the first of those.
func requireNumbers(
  _ output: HeadOutput, _ problem: Problem, of model: MultiTaskModel
) throws(SessionError) {
  guard output.values.contains(where: \.isNaN) || output.losses.contains(where: { !$0.isFinite })
  else { return }
  let damaged = model.store.parameters.first { !allFinite($0.value) }
  throw .notFinite(problem: problem.name, weight: damaged?.name)
}
