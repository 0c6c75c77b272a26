import MTLData
import MTLModel

/// Where a session's encoder and tokenizer come from: a folder, or a configuration and a vocabulary.
struct ModelSource {
  let configuration: ConfigurationFile
  let tokenizer: Tokenizer

  init(configuration: ConfigurationFile, tokenizer: Tokenizer) {
    (self.configuration, self.tokenizer) = (configuration, tokenizer)
  }

  init(_ request: SessionRequest) throws {
    if let folder = request.model {
      try StagedFolder.finish(folder)
      configuration = try ConfigurationFile(folder: folder)
      tokenizer = try ModelSource.tokenizer(request.vocabulary ?? folder, request)
    } else if case .object(var object)? = request.configuration {
      guard let vocabulary = request.vocabulary else { throw SessionError.noVocabulary }
      tokenizer = try ModelSource.tokenizer(vocabulary, request)
      if object["model_type"] == nil { object["model_type"] = .text("bert") }
      if object["vocab_size"] == nil { object["vocab_size"] = .integer(tokenizer.vocabularySize) }
      configuration = try ConfigurationFile(object, path: "configuration")
    } else {
      throw SessionError.noModel
    }
    guard tokenizer.vocabularySize <= configuration.encoder.vocabularySize else {
      throw SessionError.vocabulary(
        tokenizer: tokenizer.vocabularySize, encoder: configuration.encoder.vocabularySize)
    }
  }

  /// The tokenizer of a folder, or of a `vocab.txt` alone.
  private static func tokenizer(
    _ path: String, _ request: SessionRequest
  ) throws(TokenizerError) -> Tokenizer {
    guard isFile(path) else { return try Tokenizer(folder: path) }
    return try Tokenizer(vocabularyFile: path, lowercases: request.lowercase)
  }
}
