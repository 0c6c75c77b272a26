import MTLData
import MTLModel

extension Session {
  /// Saves a folder that `transformers` and this package load: encoder, tokenizer, heads, problems.
  ///
  /// The folder holds the old model or the new one, whatever happens meanwhile.
  public func save(to folder: String) throws {
    try exclusively { try write(to: folder) }
  }

  /// The same inside a turn; `more` adds files to the same all-or-nothing save.
  func write(to folder: String, more: (String) throws -> Void = { _ in }) throws {
    try ModelFolder.save(model, configurationFile, to: folder) { stage in
      try tokenizer.save(to: stage)
      // A file of the tokenizer that stood here before would be read instead of the vocabulary.
      for name in Tokenizer.optionalFiles where !isFile(joined(stage, name)) {
        try StagedFolder.leaveOut(name, of: stage)
      }
      if let chain, !model.problems.isEmpty {
        try JSONFile.write(
          ProblemFile(
            chain: chain, problems: problems, modalities: modalities,
            maximumLength: maximumLength, trunk: trunk, tokenizer: tokenizer),
          to: joined(stage, ProblemFile.name))
      } else {
        try StagedFolder.leaveOut(ProblemFile.name, of: stage)
      }
      try more(stage)
    }
  }
}
