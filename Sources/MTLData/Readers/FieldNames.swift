/// The fields that a configuration names; JSON has names only.
struct FieldNames {
  let text: String?
  let words: String?
  let pair: String?
  /// The field of each modality, by the modality's name.
  let modalities: [(name: String, field: String)]
  private let targets: [String: String]

  /// Throws where a column is given by number. `known` are the modalities of the model, whose fields
  /// have their names where the source does not say otherwise.
  init(_ source: SourceDescription, modalities known: [String] = []) throws(DataError) {
    text = try FieldNames.name(source.text, "text", source.path)
    words = try FieldNames.name(source.words, "words", source.path)
    pair = try FieldNames.name(source.pair, "pair", source.path)
    var modalities: [(name: String, field: String)] = []
    for (name, column) in (source.modalities ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let field = try FieldNames.name(column, "modalities", source.path) else { continue }
      modalities.append((name, field))
    }
    self.modalities = source.modalities == nil ? known.map { ($0, $0) } : modalities
    var targets: [String: String] = [:]
    for (problem, column) in source.targets ?? [:] {
      targets[problem] = try FieldNames.name(column, "targets", source.path)
    }
    self.targets = targets
  }

  func target(of problem: String) -> String { targets[problem] ?? problem }

  private static func name(
    _ column: Column?, _ option: String, _ path: String
  ) throws(DataError) -> String? {
    switch column {
    case .none: return nil
    case .name(let name): return name
    case .number(let number):
      let fault = FileFault.option(option, expected: "a field's name", got: "\(number)")
      throw DataError(path, .file(fault))
    }
  }
}
