import Foundation
import MTLKernels
import MTLModel

@testable import MTLCore

/// The case's model with its weights, without dropout.
func makeModel(
  _ name: String, _ golden: GoldenCase, smoothing: Float = 0
) throws -> MultiTaskModel {
  let plans = golden.problems.sorted { $0.key < $1.key }.map { problem, kind in
    kind.type == "cls"
      ? HeadPlan.classification(
        problem, classes: kind.classes, dropout: 0, labelSmoothing: smoothing)
      : HeadPlan.tagging(problem, classes: kind.classes, dropout: 0, labelSmoothing: smoothing)
  }
  let folder = GoldenCase.folder(name).path
  let configuration = try golden.configuration(name)
  let model = try MultiTaskModel(configuration, heads: plans)
  let isHead = { (parameter: Parameter) in parameter.name.hasPrefix("heads.") }
  let parameters = model.store.parameters
  _ = try WeightLoading.loadEncoder(from: folder, into: parameters.filter { !isHead($0) })
  let heads = try GoldenCase.tensors(name, "heads")
  for parameter in parameters where isHead(parameter) {
    try heads.read(parameter.name, shape: parameter.shape, into: parameter.value)
  }
  return model
}

extension GoldenCase {
  struct Settings: Decodable {
    let vocabSize, hiddenSize, numAttentionHeads, numHiddenLayers: Int
    let intermediateSize, maxPositionEmbeddings: Int
    let hiddenAct: String
    let layerNormEps: Float
  }

  func configuration(_ name: String) throws -> EncoderConfiguration {
    let file = GoldenCase.folder(name).appending(path: "config.json")
    let settings = try GoldenCase.decode(Settings.self, file)
    return EncoderConfiguration(
      vocabularySize: settings.vocabSize, hiddenSize: settings.hiddenSize,
      layers: settings.numHiddenLayers, heads: settings.numAttentionHeads,
      intermediateSize: settings.intermediateSize,
      activation: Activation(rawValue: settings.hiddenAct) ?? .gelu,
      hiddenDropout: 0, attentionDropout: 0, maximumPositions: settings.maxPositionEmbeddings,
      layerNormEpsilon: settings.layerNormEps, hasPooler: pooler)
  }
}
