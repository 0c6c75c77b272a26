import MTLKernels
import MTLModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Adam with bias correction and decoupled weight decay over a whole store.
///
/// Kingma & Ba 2014, https://arxiv.org/abs/1412.6980; Loshchilov & Hutter 2017,
/// https://arxiv.org/abs/1711.05101, algorithm 2.
final class AdamW {
  let first: Arena  // moments, at the offsets of the store
  let second: Arena
  private let store: ParameterStore
  private let settings: TrainingConfiguration

  /// Throws ``ArenaError`` where there is no memory for the moments.
  init(_ store: ParameterStore, _ settings: TrainingConfiguration) throws(ArenaError) {
    self.store = store
    self.settings = settings
    first = try Arena(capacity: store.capacity)
    second = try Arena(capacity: store.capacity)
  }

  /// Moves every parameter that `isTrained` against its gradient times `clip`. `step` counts from 1.
  func update(
    step: Int, learningRate: Double, clip: Double, where isTrained: (Parameter) -> Bool
  ) {
    let corrections = (
      first: Float(1 - pow(settings.beta1, Double(step))),
      second: Float(1 - pow(settings.beta2, Double(step)))
    )
    for parameter in store.parameters where isTrained(parameter) {
      adamW(
        values: store.values.whole, gradients: store.gradients.whole, first: first.whole,
        second: second.whole, narrowed: store.narrowed(with: parameter), range: parameter.range,
        AdamWStep(
          learningRate: Float(learningRate) * parameter.rate, beta1: Float(settings.beta1),
          beta2: Float(settings.beta2), epsilon: Float(settings.epsilon),
          decay: parameter.decays ? Float(settings.weightDecay) : 0,
          biasCorrections: corrections, clipFactor: Float(clip)))
    }
  }
}
