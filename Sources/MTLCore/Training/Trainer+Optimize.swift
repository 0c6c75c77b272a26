import MTLData
import MTLKernels
import MTLModel

extension Trainer {
  /// One optimizer step on one (accumulated) batch.
  func optimize(_ instances: [Instance]) throws -> StepReport {
    let clock = ContinuousClock()
    let start = clock.now
    let (model, settings) = (try session.trainedModel(), plan.configuration)
    var parts = plan.parts(of: instances).map(plan.joining.join)
    let valid = plan.joining.problems.indices.map { p in parts.reduce(0) { $0 + $1.valid[p] } }
    let isFrozen = progress.step < settings.freezeSteps
    let dropout = RandomKey(seed: UInt64(settings.seed))(2)(progress.step)

    var sums = [Double](repeating: 0, count: valid.count)
    model.store.zeroGradients()
    for part in parts.indices {
      for p in valid.indices where valid[p] > 0 {
        parts[part].heads[p]?.scale = Float(plan.weights[p] / Double(valid[p]))
      }
      let losses = try model.step(
        parts[part].text, parts[part].heads, dropout: dropout(part), trainsEncoder: !isFrozen)
      for p in losses.indices { sums[p] += losses[p] }
    }
    let losses = zip(sums, valid).map { $1 > 0 ? $0 / Double($1) : 0 }
    try requireFinite(losses)

    let norm = sumOfSquares(model.store.gradients.whole).squareRoot()
    guard norm.isFinite else {
      throw TrainingError.gradient(step: progress.step + 1, checkpoint: lastCheckpoint)
    }
    let rate = plan.schedule.rate(progress.step)
    optimizer.update(
      step: progress.step + 1, learningRate: rate,
      clip: settings.clipNorm > 0 ? min(1, settings.clipNorm / (norm + 1e-6)) : 1,
      where: { !isFrozen || $0.name.hasPrefix("heads.") })
    return report(
      losses, valid, rate: rate, norm: norm, instances: instances.count,
      tokens: parts.reduce(0) { $0 + $1.text.packing.tokens }, elapsed: clock.now - start)
  }

  private func requireFinite(_ losses: [Double]) throws(TrainingError) {
    for (problem, loss) in zip(plan.joining.problems, losses) where !loss.isFinite {
      throw .loss(step: progress.step + 1, problem: problem.name, checkpoint: lastCheckpoint)
    }
  }

  private func report(
    _ losses: [Double], _ valid: [Int], rate: Double, norm: Double, instances: Int, tokens: Int,
    elapsed: Duration
  ) -> StepReport {
    let names = plan.joining.problems.map(\.name)
    return StepReport(
      step: progress.step + 1, steps: plan.steps, epoch: progress.epoch,
      losses: Dictionary(uniqueKeysWithValues: zip(names, losses)),
      rows: Dictionary(uniqueKeysWithValues: zip(names, valid)),
      loss: zip(losses, plan.weights).reduce(0) { $0 + $1.0 * $1.1 },
      learningRate: rate, gradientNorm: norm, instances: instances, tokens: tokens,
      seconds: elapsed / .seconds(1))
  }
}
