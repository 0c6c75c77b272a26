import MTLData
import MTLKernels
import MTLModel

extension Trainer {
  /// One optimizer step on one (accumulated) batch.
  func optimize(_ instances: [Instance]) throws -> StepReport {
    let clock = ContinuousClock()
    let start = clock.now
    let (model, settings) = (try session.trainedModel(), plan.configuration)
    let random = RandomKey(seed: UInt64(settings.seed))
    let (dropout, reading) = (random(2)(progress.step), random(3)(progress.step))
    let parts = Profile.phase("batch") {
      plan.parts(of: instances).enumerated().map { plan.joining.join($1, reading($0)) }
    }
    let valid = total(parts) { model.valid($0) }
    let divisors = total(parts) { model.divisors($0) }
    let isFrozen = progress.step < settings.freezeSteps

    var sums = valid.map { $0.map { _ in 0.0 } }
    model.store.zeroGradients()
    for (part, batch) in parts.enumerated() {
      let losses = try model.step(
        batch.text, scaled(batch.heads, divisors), dropout: dropout(part), trainsEncoder: !isFrozen)
      for p in losses.indices {
        for term in losses[p].indices { sums[p][term] += losses[p][term] }
      }
    }
    let losses = zip(sums, divisors).map { sums, divisors in
      zip(sums, divisors).reduce(0) { $0 + ($1.1 > 0 ? $1.0 / $1.1 : 0) }
    }
    try requireFinite(losses, of: model)

    let norm = Profile.phase("norm") { sumOfSquares(model.store.gradients.whole).squareRoot() }
    guard norm.isFinite else {
      throw TrainingError.gradient(step: progress.step + 1, checkpoint: lastCheckpoint)
    }
    let rate = plan.schedule.rate(progress.step)
    Profile.phase("update") {
      optimizer.update(
        step: progress.step + 1, learningRate: rate,
        clip: settings.clipNorm > 0 ? min(1, settings.clipNorm / (norm + 1e-6)) : 1,
        where: { model.trains($0, trainsEncoder: !isFrozen) })
    }
    return report(
      losses, valid.map { $0.first ?? 0 }, rate: rate, norm: norm, instances: instances.count,
      tokens: parts.reduce(0) { $0 + $1.text.packing.tokens }, elapsed: clock.now - start)
  }

  /// What `count` says of each term of each head's loss, summed over the whole batch.
  private func total<Number: Numeric>(
    _ parts: [Joining.Batch], _ count: ([HeadBatch?]) -> [[Number]]
  ) -> [[Number]] {
    var sums = plan.joining.problems.map { _ in [Number]() }
    for part in parts {
      for (p, counts) in count(part.heads).enumerated() where !counts.isEmpty {
        sums[p] = sums[p].isEmpty ? counts : zip(sums[p], counts).map { $0 + $1 }
      }
    }
    return sums
  }

  /// The batches with each term's weight over its divisor.
  private func scaled(_ heads: [HeadBatch?], _ divisors: [[Double]]) -> [HeadBatch?] {
    heads.enumerated().map { p, head in
      guard var head else { return nil }
      head.scales = divisors[p].map { $0 > 0 ? Float(plan.weights[p] / $0) : 0 }
      return head
    }
  }

  /// Before the first step the weights are those that were opened.
  private func requireFinite(_ losses: [Double], of model: MultiTaskModel) throws {
    for (problem, loss) in zip(plan.joining.problems, losses) where !loss.isFinite {
      if progress.step == 0, let weight = model.damagedWeight {
        throw SessionError.notFinite(what: "problem '\(problem.name)'", weight: weight)
      }
      throw TrainingError.loss(
        step: progress.step + 1, problem: problem.name, checkpoint: lastCheckpoint)
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
