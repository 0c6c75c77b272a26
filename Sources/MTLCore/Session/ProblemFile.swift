import MTLData

/// `bert_mtl.json`: what a folder says of its problems, beside Hugging Face's files.
struct ProblemFile: Codable, Equatable {
  static let name = "bert_mtl.json"
  static let format = 2

  var format = ProblemFile.format
  var chain: String
  var problems: [Entry]
  var modalities: [String: ModalitySettings]?
  var modalTypes: Bool?
  var maximumLength: Int?
  /// How many pieces the tokenizer has.
  var pieces: Int?
  /// Their fingerprint; absent from folders of earlier versions.
  var vocabulary: String?
  /// What stands between encoder and heads; absent where nothing does.
  var trunk: TrunkChoice?

  struct Entry: Codable, Equatable {
    let name: String
    let type: String
    var options: JSONValue?
    /// Absent before training data was seen.
    var learned: Learned?

    enum CodingKeys: String, CodingKey, CaseIterable { case name, type, options, learned }
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case format, chain, problems, trunk, modalities, pieces, vocabulary
    case modalTypes = "modal_types"
    case maximumLength = "max_length"
  }

  /// The file of a folder, nil where there is none.
  init?(folder: String) throws {
    let path = joined(folder, ProblemFile.name)
    guard isFile(path) else { return nil }
    self = try StrictDecoder.decode(
      ProblemFile.self, from: .object(try JSONFile.read(path)), path: path)
    guard format == ProblemFile.format else {
      throw ConfigurationError.range(
        path: "\(path).format", expected: "\(ProblemFile.format)", actual: "\(format)")
    }
  }

  /// Refuses a folder that names problems or modalities whose weights it has lost: they would answer at
  /// random.
  ///
  /// Problems of which nothing is learnt have no heads yet.
  func check(_ loading: LoadReport, folder: String) throws {
    let trained = problems.filter { $0.learned != nil }
    let lost = loading.initialised.filter { name in
      trained.contains { name.hasPrefix("heads.\($0.name).") }
    }
    let projections = loading.initialised.filter { name in
      (modalities ?? [:]).keys.contains { name.hasPrefix("modalities.\($0).") }
    }
    guard projections.isEmpty else {
      throw CheckpointError.missing(
        path: joined(folder, ModelFolder.modalities),
        tensors: projections.map(TensorNames.inHeadFile))
    }
    guard lost.isEmpty else {
      throw CheckpointError.missing(
        path: joined(folder, ModelFolder.heads), tensors: lost.map(TensorNames.inHeadFile))
    }
    // A part of the trunk that no saved problem has read is new; a trunk without any part is lost.
    let parts = loading.initialised.filter { $0.hasPrefix("trunk.") }
    guard parts.isEmpty || loading.loaded.contains(where: { $0.hasPrefix("trunk.") }) else {
      throw CheckpointError.missing(
        path: joined(folder, ModelFolder.trunk), tensors: parts.map(TensorNames.inHeadFile))
    }
  }

  /// Refuses a vocabulary that is not the one saved: words would be read as other pieces.
  func check(_ tokenizer: Tokenizer, folder: String) throws(SessionError) {
    let found = tokenizer.vocabularySize
    if let pieces, pieces != found {
      throw .otherVocabulary(folder: folder, saved: pieces, found: "\(found)")
    }
    if let vocabulary, vocabulary != ProblemFile.vocabulary(of: tokenizer) {
      throw .otherVocabulary(
        folder: folder, saved: found,
        found: "others or another treatment of case, accents or Chinese")
    }
  }

  private static func vocabulary(of tokenizer: Tokenizer) -> String {
    String(tokenizer.fingerprint, radix: 16)
  }

  init(
    chain: Chain, problems: [Problem], modalities: Modalities, maximumLength: Int?,
    trunk: TrunkChoice, tokenizer: Tokenizer
  ) {
    pieces = tokenizer.vocabularySize
    vocabulary = ProblemFile.vocabulary(of: tokenizer)
    self.modalities = modalities.settings.isEmpty ? nil : modalities.settings
    modalTypes = modalities.usesTypes ? true : nil
    self.trunk = trunk == .plain ? nil : trunk
    self.chain = chain.description
    self.maximumLength = maximumLength
    self.problems = problems.map { problem in
      Entry(
        name: problem.name, type: problem.type,
        options: problem.options.keys.isEmpty ? nil : .object(problem.options),
        learned: problem.learned)
    }
  }
}
