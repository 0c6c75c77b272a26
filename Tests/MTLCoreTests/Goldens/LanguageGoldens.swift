import Foundation
import MTLKernels
import MTLModel
import TestSupport
import Testing

@testable import MTLCore

/// Heads of language models against Hugging Face's BertForPreTraining (tied) and BertForMaskedLM (with
/// a decoder of its own): weights, losses, and the gradient of every weight.
@Suite struct LanguageGoldens {
  private static let names = ["pretraining", "untied"]

  /// `case.json` of `Fixtures/pretraining`.
  private struct Golden: Decodable {
    let ids: [[Int32]]
    let types: [[Int32]]
    let places: [[Int32]]
    let targets: [[Int32]]
    let relations: [Int32]
    let losses: [String: Double]

    var text: TextRows {
      TextRows(
        ids: ids.flatMap { $0 }, types: types.flatMap { $0 }, lengths: ids.map(\.count))
    }

    /// What the head sees; each term's mean is one.
    func batch(relates: Bool) -> HeadBatch {
      let starts = Packing(lengths: ids.map(\.count)).starts.map(Int32.init)
      let rows = zip(starts, places).flatMap { start, places in places.map { start + $0 } }
      let pieces = HeadRows(rows: rows, lengths: places.map(\.count))
      guard relates else {
        return HeadBatch(
          inputs: [pieces],
          targets: Targets(ids: targets.flatMap { $0 }, lengths: targets.map(\.count)),
          scales: [1 / Float(rows.count)])
      }
      let all = zip(relations, targets).map { [$0] + $1 }
      return HeadBatch(
        inputs: [pieces, HeadRows(rows: starts, lengths: starts.map { _ in 1 })],
        targets: Targets(ids: all.flatMap { $0 }, lengths: all.map(\.count)),
        scales: [1 / Float(rows.count), 1 / Float(relations.count)])
    }
  }

  private static func folder(_ name: String) -> URL {
    GoldenCase.folder("../pretraining/\(name)").standardized
  }

  /// The model as a user opens it, without dropout.
  private func open(_ name: String, _ folder: String) throws -> (MultiTaskModel, LoadReport) {
    let plan =
      name == "untied"
      ? HeadPlan.maskedLanguage("lm", sharesEmbedding: false) : HeadPlan.pretraining("lm")
    let model = try MultiTaskModel(try ConfigurationFile(folder: folder).encoder, heads: [plan])
    model.initialize(RandomKey(seed: 1))
    return (model, try ModelFolder.load(folder, into: model))
  }

  private func losses(_ model: MultiTaskModel, _ golden: Golden) throws -> [Double] {
    let batch = golden.batch(relates: golden.losses["relation"] != nil)
    let sums = try model.losses(golden.text, [batch])[0]
    return zip(sums, batch.scales).map { $0 * Double($1) }
  }

  @Test(arguments: names)
  func lossesAndGradients(_ name: String) throws {
    let folder = Self.folder(name)
    let golden = try GoldenCase.decode(Golden.self, folder.appending(path: "case.json"))
    let expected = try SafetensorsFile(path: folder.appending(path: "expected.safetensors").path)
    let (model, report) = try open(name, folder.path)
    #expect(report.unexpected == (name == "untied" ? ["cls.predictions.bias"] : []))
    #expect(
      report.initialised == (name == "untied" ? ["pooler.dense.weight", "pooler.dense.bias"] : []))
    var worst = Worst()
    for (term, loss) in zip(["pieces", "relation"], try losses(model, golden)) {
      let wanted = try #require(golden.losses[term])
      worst.add(Difference(0, loss, wanted), "loss of \(term)")
    }
    worst.require(within: 1e-5, "\(name), losses")

    try model.store.prepareTraining()
    let batch = golden.batch(relates: name != "untied")
    _ = try model.step(golden.text, [batch], dropout: nil)
    var steepest = Worst()
    var compared = 0
    for parameter in model.store.parameters {
      guard let tensor = tensor(of: parameter.name, expected) else { continue }
      let gradient = try expected.values(tensor)
      let measure = tensor.replacing("self.key.bias", with: "self.query.bias")
      let scale = try expected.values(measure).map(\.magnitude).max() ?? 0
      steepest.add(
        Difference(parameter.gradient.values, gradient), scale: Double(scale), parameter.name)
      compared += 1
    }
    #expect(compared == expected.names.count)
    steepest.require(within: 1e-3, "\(name), gradients")
  }

  private func tensor(of parameter: String, _ file: SafetensorsFile) -> String? {
    let names =
      LanguageHeadNames.part(parameter).map(LanguageHeadNames.tensors) ?? ["bert." + parameter]
    return names.first { file.contains($0) }
  }

  /// What we export is what transformers wrote, tensor by tensor.
  @Test(arguments: names)
  func exportsWhatItRead(_ name: String) throws {
    let (model, _) = try open(name, Self.folder(name).path)
    let folder = try TemporaryFolder()
    try LanguageModelFolder.save(
      model, head: model.headParameters, try ConfigurationFile(folder: Self.folder(name).path),
      to: folder.path, others: { _ in })
    let (ours, theirs) = (
      try WeightFiles(folder: folder.path), try WeightFiles(folder: Self.folder(name).path)
    )
    let extra = name == "untied" ? ["bert.pooler.dense.bias", "bert.pooler.dense.weight"] : []
    #expect(Set(ours.names) == Set(theirs.names + extra))
    let (again, report) = try open(name, folder.path)
    #expect(report.initialised == [])
    for (a, b) in zip(model.store.parameters, again.store.parameters) {
      #expect(a.values == b.values, "\(a.name)")
    }
    let written = try JSONFile.read(folder.file("config.json"))
    #expect(written["tie_word_embeddings"] == .boolean(name != "untied"))
    #expect(
      written["architectures"]
        == .list([.text(name == "untied" ? "BertForMaskedLM" : "BertForPreTraining")]))
  }

  @Test func aCheckpointWithoutAHeadGivesNone() throws {
    let model = try MultiTaskModel(
      try ConfigurationFile(folder: GoldenCase.folder("gelu").path).encoder,
      heads: [.maskedLanguage("lm")])
    let report = try ModelFolder.load(GoldenCase.folder("gelu").path, into: model)
    #expect(report.initialised.count == 5 && report.initialised.allSatisfy { $0.contains("lm.") })
  }

  /// An own decoder begins with the table that a tied checkpoint's decoder is.
  @Test func anOwnDecoderBeginsWithTheWordEmbeddings() throws {
    let folder = Self.folder("pretraining").path
    let model = try MultiTaskModel(
      try ConfigurationFile(folder: folder).encoder,
      heads: [.maskedLanguage("lm", sharesEmbedding: false)])
    let report = try ModelFolder.load(folder, into: model)
    #expect(report.initialised == [])
    #expect(report.unexpected == ["cls.seq_relationship.bias", "cls.seq_relationship.weight"])
    let words = model.store.parameter(named: "embeddings.word_embeddings.weight")
    let own = model.store.parameter(named: "heads.lm.predictions.decoder.weight")
    #expect(words != nil && words?.values == own?.values)
  }
}
