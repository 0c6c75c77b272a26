import MTLModel

extension Session {
  /// Saves the encoder with the head of a language model (`pretrain`, `mask_lm` or `premask_mlm`), as
  /// `BertForPreTraining` or `BertForMaskedLM` of `transformers` load them.
  ///
  /// Without `problem` it is that of the only such problem. Throws where there is none or where there
  /// are several, where the head does not read the encoder's last layer as it is, and for a folder that
  /// holds a model with its problems, which would lose them.
  public func exportPretraining(to folder: String, problem name: String? = nil) throws {
    try exclusively {
      let model = try trainedModel()
      let owner = try problems.owner(of: try languageModel(name))
      let source = try HeadOptions(owner).source(owner.name, layers: configuration.layers)
      guard source.layer == .highest, source.pooledWidth == nil, model.trunkParameters.isEmpty
      else {
        throw LanguageModelError.otherRows(problem: owner.name)
      }
      guard !isFile(joined(folder, ProblemFile.name)) else {
        throw LanguageModelError.exportOverModel(folder: folder)
      }
      let head = model.headParameters.filter { $0.name.hasPrefix("heads.\(owner.name).") }
      try LanguageModelFolder.save(model, head: head, configurationFile, to: folder) {
        try tokenizer.save(to: $0)
      }
    }
  }

  /// The problem asked for, or the only one that answers with pieces.
  private func languageModel(_ name: String?) throws -> Problem {
    let known = try problems.filter { try ProblemTypes.of($0).answer == .pieces }
    if let name {
      let asked = try problem(name)
      guard known.contains(asked) else {
        throw LanguageModelError.noLanguageModel(problem: name, known: known.map(\.name))
      }
      return asked
    }
    guard let first = known.first else {
      throw LanguageModelError.noLanguageModel(problem: nil, known: [])
    }
    guard known.count == 1 else {
      throw LanguageModelError.severalLanguageModels(known.map(\.name))
    }
    return first
  }
}
