import MTLModel
import Testing

@testable import MTLCore

/// The case's model with its weights, without dropout, read as users' folders are.
func makeModel(
  _ name: String, _ golden: GoldenCase, smoothing: Float = 0
) throws -> MultiTaskModel {
  let plans = golden.problems.sorted { $0.key < $1.key }.map { problem, kind in
    kind.type == "cls"
      ? HeadPlan.classification(
        problem, classes: kind.classes, dropout: 0, loss: ClassLoss(smoothing: smoothing))
      : HeadPlan.tagging(
        problem, classes: kind.classes, dropout: 0, loss: ClassLoss(smoothing: smoothing))
  }
  let folder = GoldenCase.folder(name).path
  var configuration = try ConfigurationFile(folder: folder).encoder
  configuration.hasPooler = golden.pooler
  let model = try MultiTaskModel(configuration, heads: plans)
  let report = try ModelFolder.load(folder, into: model)
  #expect(report.loaded.count == model.store.parameters.count)
  #expect(report.unexpected == [] && report.initialised == [])
  return model
}
