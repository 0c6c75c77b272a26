import MTLKernels
import MTLModel
import TestSupport
import Testing

/// One way to stand between encoder and heads.
struct BetweenCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var hasPooler = true
  var trunk = TrunkPlan.plain
  var mood = HeadSource()
  var slots = HeadSource()
  var frozen: Set<Int> = []

  func model() throws -> SmallModel {
    let small = try SmallModel(hasPooler: hasPooler, trunk: trunk) {
      $0[0].source = mood
      $0[1].source = slots
    }
    small.model.freeze(frozen)
    // Away from the kink of ReLU, across which differences mean nothing.
    for parameter in small.model.store.parameters
    where parameter.name.hasSuffix("experts.weight") {
      scale(parameter.value, by: 0.2)
    }
    for parameter in small.model.store.parameters where parameter.name.hasSuffix("experts.bias") {
      copy(from: (0..<parameter.range.count).map { $0 % 2 == 0 ? 2 : -2 }, into: parameter.value)
    }
    return small
  }
}

@Suite struct BetweenModelTests {
  static let experts = TrunkPlan.mixtureOfExperts(3, units: 5)
  static let cases = [
    BetweenCase(testDescription: "experts", trunk: experts),
    BetweenCase(testDescription: "experts without a pooler", hasPooler: false, trunk: experts),
    BetweenCase(
      testDescription: "mixed layers", mood: HeadSource(layer: .mix),
      slots: HeadSource(layer: .mix)),
    BetweenCase(
      testDescription: "other layers", mood: HeadSource(layer: .level(1)),
      slots: HeadSource(layer: .level(0))),
    BetweenCase(testDescription: "a pooled layer", mood: HeadSource(pooledWidth: 5)),
    BetweenCase(
      testDescription: "all at once", trunk: experts,
      mood: HeadSource(layer: .mix, pooledWidth: 6), slots: HeadSource(layer: .level(1))),
    BetweenCase(
      testDescription: "the beginning frozen", mood: HeadSource(layer: .mix), frozen: [0, 1]),
    BetweenCase(testDescription: "a layer frozen", trunk: experts, frozen: [1]),
    BetweenCase(
      testDescription: "all frozen", mood: HeadSource(layer: .mix, pooledWidth: 3),
      frozen: [0, 1, 2]),
  ]

  private func part(_ name: String) -> Int? {
    if name.hasPrefix("embeddings.") { return 0 }
    return [1, 2].first { name.hasPrefix("encoder.layer.\($0 - 1).") }
  }

  @Test(arguments: cases)
  func everyParameter(_ between: BetweenCase) throws {
    let small = try between.model()
    let key = RandomKey(seed: 9)
    _ = try small.model.step(small.text, small.batches, dropout: key)
    let gradients = small.gradients()
    var check = GradientCheck {
      small.loss(
        try small.model.step(small.text, small.batches, dropout: key, trainsEncoder: false),
        small.batches)
    }
    for (parameter, gradient) in zip(small.model.store.parameters, gradients) {
      if let part = part(parameter.name), between.frozen.contains(part) {
        #expect(gradient.allSatisfy { $0 == 0 }, "\(parameter.name)")
        #expect(!small.model.trains(parameter, trainsEncoder: true))
      } else {
        try check.check(parameter.name, parameter.value, gradient: gradient)
      }
    }
    #expect(check.worst < 2e-3, "\(check)")
  }

  @Test(arguments: cases)
  func aStepWithoutTheEncoder(_ between: BetweenCase) throws {
    let (frozen, whole) = (try between.model(), try between.model())
    let key = RandomKey(seed: 4)
    let first = try frozen.model.step(
      frozen.text, frozen.batches, dropout: key, trainsEncoder: false)
    #expect(try whole.model.step(whole.text, whole.batches, dropout: key) == first)
    for (a, b) in zip(frozen.model.store.parameters, whole.model.store.parameters) {
      if frozen.model.trains(a, trainsEncoder: false) {
        #expect(a.gradient.values == b.gradient.values, "\(a.name)")
      } else {
        #expect(a.gradient.values.allSatisfy { $0 == 0 }, "\(a.name)")
      }
      let isBeyond = a.name.hasPrefix("heads.") || a.name.hasPrefix("trunk.")
      #expect(frozen.model.trains(a, trainsEncoder: false) == isBeyond)
    }
  }

  @Test(arguments: cases)
  func trainingAndInferenceAgree(_ between: BetweenCase) throws {
    let small = try between.model()
    let stepped = try small.model.step(small.text, small.batches, dropout: nil)
    #expect(try small.model.losses(small.text, small.batches) == stepped)
    let answers = try small.model.predict(small.text, small.batches)
    #expect(answers.map { $0?.losses ?? [] } == stepped)
  }

  @Test func aLevelBelowIsThatOfAShallowerEncoder() throws {
    let small = try SmallModel { plans in
      for i in plans.indices { plans[i].source.layer = .level(2) }
    }
    let plain = try SmallModel()
    let answers = try small.model.predict(small.text, small.batches)
    #expect(try plain.model.predict(plain.text, plain.batches) == answers)
  }

  @Test func aSharedHeadGetsTheSumOfBothGradients() throws {
    let small = try SmallModel(trunk: Self.experts) { plans in
      plans[2] = HeadPlan(problem: "intent", head: "mood", make: plans[0].make)
    }
    #expect(!small.model.store.parameters.contains { $0.name.hasPrefix("heads.intent") })
    let key = RandomKey(seed: 9)
    func gradients(_ drawn: [Int]) throws -> [[Float]] {
      small.model.store.zeroGradients()
      let batches = small.batches.enumerated().map { drawn.contains($0) ? $1 : nil }
      _ = try small.model.step(small.text, batches, dropout: key, trainsEncoder: false)
      return small.gradients()
    }
    let (first, second, both) = (try gradients([0]), try gradients([2]), try gradients([0, 2]))
    for (i, parameter) in small.model.store.parameters.enumerated()
    where parameter.name.hasPrefix("heads.mood.") {
      let sum = zip(first[i], second[i]).map { Double($0) + Double($1) }
      #expect(distance(both[i], sum) < 1e-6, "\(parameter.name)")
      #expect(first[i] != both[i] && second[i] != both[i], "\(parameter.name)")
    }
  }
}
