import MTLKernels
import MTLModel
import Testing

@testable import MTLCore

/// The model against Hugging Face's BertModel and torch, on three random configurations.
@Suite struct TransformersGoldens {
  @Test(arguments: GoldenCase.all)
  func hiddenStates(_ name: String) throws {
    let (golden, expected) = (try GoldenCase.read(name), try GoldenCase.tensors(name))
    let model = try makeModel(name, golden)
    var worst = Worst()
    for (i, batch) in golden.batches.enumerated() {
      let answer = try model.encode(batch.text)
      let hidden = try expected.values("hidden.\(i)")
      #expect(answer.sequence.count == hidden.count)
      worst.add(Difference(answer.sequence, hidden), "hidden.\(i)")
      guard expected.contains("pooled.\(i)") else { continue }
      let pooled = try expected.values("pooled.\(i)")
      #expect(answer.pooled.count == pooled.count)
      worst.add(Difference(answer.pooled, pooled), "pooled.\(i)")
    }
    worst.require(within: 1e-4, "\(name), hidden states")
  }

  @Test(arguments: GoldenCase.all)
  func losses(_ name: String) throws {
    let golden = try GoldenCase.read(name)
    var worst = Worst()
    for (label, smoothing) in GoldenCase.smoothings {
      let model = try makeModel(name, golden, smoothing: smoothing)
      let batch = golden.batches[0]
      let sums = try model.losses(batch.text, batch.heads(model.problems))
      for (problem, loss) in batch.means(sums, model.problems) {
        let expected = try #require(golden.losses[label]?[problem])
        worst.add(Difference(0, loss, expected), "\(label) loss of \(problem)")
      }
    }
    worst.require(within: 1e-5, "\(name), losses")
  }

  /// Relative: the largest difference over the largest value of the same gradient. Softmax does not
  /// change when a number is added to all scores of a row, so the exact gradient of a key's bias is
  /// zero; what rounding leaves of it is measured by the gradient of the query's bias.
  @Test(arguments: GoldenCase.all)
  func gradients(_ name: String) throws {
    let (golden, expected) = (try GoldenCase.read(name), try GoldenCase.tensors(name))
    var worst = Worst()
    for (label, smoothing) in GoldenCase.smoothings {
      let model = try makeModel(name, golden, smoothing: smoothing)
      try model.store.prepareTraining()
      let batch = golden.batches[0]
      _ = try model.step(batch.text, batch.heads(model.problems), dropout: nil)
      for parameter in model.store.parameters {
        let gradient = try expected.values("gradient.\(label).\(parameter.name)")
        let measure = parameter.name.replacing("self.key.bias", with: "self.query.bias")
        let scale = try expected.values("gradient.\(label).\(measure)").map(\.magnitude).max() ?? 0
        let actual = parameter.gradient.values
        #expect(actual.count == gradient.count, "\(parameter.name)")
        worst.add(
          Difference(actual, gradient), scale: Double(scale), "\(label) \(parameter.name)")
      }
    }
    worst.require(within: 1e-3, "\(name), gradients")
  }

  /// torch.optim.AdamW, clipping and transformers' linear schedule, as `case.json` states them.
  @Test(arguments: GoldenCase.all)
  func twentySteps(_ name: String) throws {
    let golden = try GoldenCase.read(name)
    var worst = Worst()
    for (label, smoothing) in GoldenCase.smoothings {
      let training = try #require(golden.training[label])
      let model = try makeModel(name, golden, smoothing: smoothing)
      let run = try GoldenRun(model, training.recipe)
      for (i, expected) in training.steps.enumerated() {
        let step = try run.step(i, golden.batches[i % golden.batches.count])
        #expect((step.rate - expected.learningRate).magnitude <= 1e-12, "rate of step \(i)")
        worst.add(
          Difference(i, step.norm, expected.gradientNorm), scale: expected.gradientNorm,
          "\(label) gradient norm")
        for (problem, loss) in step.losses {
          let loss64 = try #require(expected.losses[problem])
          worst.add(Difference(i, loss, loss64), scale: loss64, "\(label) loss of \(problem)")
        }
      }
    }
    worst.require(within: 1e-3, "\(name), twenty steps")
  }
}
