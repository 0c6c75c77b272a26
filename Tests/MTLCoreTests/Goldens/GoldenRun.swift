import MTLKernels
import MTLModel

@testable import MTLCore

/// Training as ``Trainer`` does it, on batches whose ids are given.
struct GoldenRun {
  let model: MultiTaskModel
  let optimizer: AdamW
  let schedule: Schedule
  let clip: Double

  init(_ model: MultiTaskModel, _ recipe: GoldenCase.Recipe) throws {
    var settings = TrainingConfiguration()
    settings.weightDecay = recipe.decay
    settings.epsilon = recipe.epsilon
    (settings.beta1, settings.beta2) = (recipe.betas[0], recipe.betas[1])
    try model.store.prepareTraining()
    self.model = model
    optimizer = try AdamW(model.store, settings)
    schedule = Schedule(
      decay: .linear, peak: recipe.rate, warmup: recipe.warmup, steps: recipe.steps)
    clip = recipe.clip
  }

  func step(
    _ i: Int, _ batch: GoldenCase.Batch
  ) throws -> (losses: [String: Double], rate: Double, norm: Double) {
    model.store.zeroGradients()
    let sums = try model.step(batch.text, batch.heads(model.problems), dropout: nil)
    let norm = sumOfSquares(model.store.gradients.whole).squareRoot()
    let rate = schedule.rate(i)
    optimizer.update(
      step: i + 1, learningRate: rate, clip: min(1, clip / (norm + 1e-6)), where: { _ in true })
    return (batch.means(sums, model.problems), rate, norm)
  }
}
