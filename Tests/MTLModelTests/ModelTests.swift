import MTLKernels
import MTLModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.serialized) struct ModelTests {
  @Test func namesAreHuggingFaces() throws {
    let names = Set(try SmallModel().model.store.parameters.map(\.name))
    for name in [
      "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight",
      "embeddings.token_type_embeddings.weight", "embeddings.LayerNorm.bias",
      "encoder.layer.0.attention.self.query.weight",
      "encoder.layer.1.attention.output.dense.bias",
      "encoder.layer.1.attention.output.LayerNorm.weight",
      "encoder.layer.0.intermediate.dense.weight", "encoder.layer.0.output.dense.weight",
      "encoder.layer.1.output.LayerNorm.weight", "pooler.dense.weight",
      "heads.mood.classifier.weight", "heads.slots.classifier.bias",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.count == 5 + 2 * 16 + 2 + 3 * 2)
  }

  @Test func onlyWeightsDecay() throws {
    for parameter in try SmallModel().model.store.parameters {
      let isSpared = parameter.name.hasSuffix("bias") || parameter.name.contains("LayerNorm")
      #expect(parameter.decays == !isSpared, "\(parameter.name)")
      #expect(parameter.range.lowerBound % 16 == 0)
    }
  }

  @Test func aHeadNotDrawnGetsNothing() throws {
    let small = try SmallModel()
    var batches = small.batches
    batches[1] = nil
    let losses = try small.model.step(small.text, batches, dropout: nil)
    #expect(losses[0][0] > 0 && losses[1].isEmpty && losses[2][0] > 0)
    for parameter in small.model.store.parameters {
      let isZero = parameter.gradient.values.allSatisfy { $0 == 0 }
      #expect(isZero == parameter.name.hasPrefix("heads.slots."), "\(parameter.name)")
    }
  }

  @Test func anEarlierStepLeavesNoGradientBehind() throws {
    let (used, fresh) = (try SmallModel(), try SmallModel())
    _ = try used.model.step(used.text, used.batches, dropout: nil)
    let all = used.gradients()
    used.model.store.zeroGradients()
    for model in [used.model, fresh.model] {
      _ = try model.step(used.text, [used.batches[0], nil, nil], dropout: nil)
    }
    #expect(used.gradients() == fresh.gradients())
    _ = try used.model.step(used.text, [nil, used.batches[1], used.batches[2]], dropout: nil)
    for (summed, whole) in zip(used.gradients(), all) {
      #expect(distance(summed, whole.map(Double.init)) < 1e-5)
    }
    used.model.store.zeroGradients()
    _ = try used.model.step(used.text, [nil, nil, nil], dropout: nil)
    #expect(used.gradients().allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  @Test func nothingDrawnIsNothing() throws {
    let small = try SmallModel()
    #expect(try small.model.step(small.text, [nil, nil, nil], dropout: nil) == [[], [], []])
    #expect(small.gradients().allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(try small.model.predict(small.text, [nil, nil, nil]) == [nil, nil, nil])
  }

  @Test func aFrozenEncoderGetsNoGradientAndTheHeadsTheSame() throws {
    let (frozen, whole) = (try SmallModel(), try SmallModel())
    let key = RandomKey(seed: 4)
    let first = try frozen.model.step(
      frozen.text, frozen.batches, dropout: key, trainsEncoder: false)
    let second = try whole.model.step(whole.text, whole.batches, dropout: key)
    #expect(first == second)
    for (a, b) in zip(frozen.model.store.parameters, whole.model.store.parameters) {
      if a.range.upperBound <= frozen.model.encoderRange.upperBound {
        #expect(a.gradient.values.allSatisfy { $0 == 0 }, "\(a.name)")
      } else {
        #expect(a.gradient.values == b.gradient.values, "\(a.name)")
      }
    }
  }

  @Test func stepLossesAndPredictionsAgree() throws {
    let small = try SmallModel(smoothing: 0)
    let stepped = try small.model.step(small.text, small.batches, dropout: nil)
    let losses = try small.model.losses(small.text, small.batches)
    #expect(stepped == losses)
    let answers = try small.model.predict(small.text, small.batches)
    for (i, batch) in small.batches.enumerated() {
      guard let batch, let answer = answers[i], let targets = batch.targets else {
        Issue.record("no answer")
        continue
      }
      #expect(answer.ids.count == batch.inputs[0].rows.count)
      var loss = 0.0
      for (row, target) in targets.ids.enumerated() where target >= 0 {
        loss -= log(Double(answer.values[row * answer.columns + Int(target)]))
      }
      #expect(abs(loss - losses[i][0]) < 1e-5)
    }
  }

  @Test func encodesPooledAndSequence() throws {
    for hasPooler in [true, false] {
      let small = try SmallModel(hasPooler: hasPooler)
      let (pooled, sequence) = try small.model.encode(small.text)
      #expect(pooled.count == 4 * 8 && sequence.count == 11 * 8)
      let firstRows = small.text.packing.starts.flatMap { sequence[$0 * 8..<$0 * 8 + 8] }
      #expect((pooled == firstRows) == !hasPooler)
    }
  }

  @Test func aSequenceIsAloneInItsBatch() throws {
    let small = try SmallModel()
    let (_, all) = try small.model.encode(small.text)
    let alone = TextRows(ids: [1, 4, 4, 0], types: [0, 0, 1, 1], lengths: [4])
    let (_, one) = try small.model.encode(alone)
    for (a, b) in zip(all.suffix(32), one) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func activationsAreCutAnew() throws {
    let small = try SmallModel()
    let key = RandomKey(seed: 1)
    let first = try small.model.step(small.text, small.batches, dropout: key)
    let gradients = small.gradients()
    _ = try small.model.encode(TextRows(ids: [1, 2], types: [0, 0], lengths: [2]))
    small.model.store.zeroGradients()
    #expect(try small.model.step(small.text, small.batches, dropout: key) == first)
    #expect(small.gradients() == gradients)
  }

  @Test func theSameBitsForAnyThreads() throws {
    defer { Parallel.use(threads: 2) }
    var seen: [[[Float]]] = []
    for threads in [1, 2, 3] {
      Parallel.use(threads: threads)
      let small = try SmallModel()
      _ = try small.model.step(small.text, small.batches, dropout: RandomKey(seed: 2))
      seen.append(small.gradients())
    }
    #expect(seen[0] == seen[1] && seen[0] == seen[2])
  }

  @Test func noMemoryIsAnError() {
    let huge = EncoderConfiguration(vocabularySize: 1 << 50, hiddenSize: 64, layers: 0, heads: 1)
    #expect(throws: ArenaError.self) { try MultiTaskModel(huge, heads: []) }
  }
}
