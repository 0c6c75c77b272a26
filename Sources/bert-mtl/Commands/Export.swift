import ArgumentParser
import MTLCore

/// `bert-mtl export folder out --pretraining`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a model as other programs read it.",
    discussion: """
      --pretraining writes the encoder with the head of a language model (pretrain, mask_lm,
      premask_mlm), as BertForPreTraining or BertForMaskedLM of transformers load them.
      """)

  @Argument(help: "A model's folder.", completion: .directory)
  var model: String
  @Argument(help: "The folder to write.", completion: .directory)
  var out: String
  @Flag(help: "Write encoder and language model.")
  var pretraining = false
  @Option(help: "The language model's problem, where there are several.")
  var problem: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    guard pretraining else {
      throw UsageError(description: "export: expected --pretraining, got no form to write")
    }
    let session = try Session(SessionRequest(model: model))
    try session.exportPretraining(to: out, problem: problem)
  }
}
