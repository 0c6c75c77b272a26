import MTLKernels
import MTLModel
import TestSupport
import Testing

@Suite struct ModelGradientTests {
  @Test(arguments: [
    (true, Activation.gelu, Float(0.2)), (false, .geluNew, 0.2), (true, .geluNew, 0),
    (false, .gelu, 0),
  ])
  func everyParameter(hasPooler: Bool, activation: Activation, dropout: Float) throws {
    let small = try SmallModel(hasPooler: hasPooler, activation: activation, dropout: dropout)
    let key = RandomKey(seed: 9)
    _ = try small.model.step(small.text, small.batches, dropout: key)
    let gradients = small.gradients()
    // A frozen step is the same forward pass, dropout included, and cheaper.
    var check = GradientCheck {
      small.loss(
        try small.model.step(small.text, small.batches, dropout: key, trainsEncoder: false),
        small.batches)
    }
    for (parameter, gradient) in zip(small.model.store.parameters, gradients) {
      try check.check(parameter.name, parameter.value, gradient: gradient)
    }
    print(check)
    #expect(check.worst < 2e-3, "\(check)")
  }
}
