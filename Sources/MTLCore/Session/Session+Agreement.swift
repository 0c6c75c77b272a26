import MTLData

extension Session {
  /// Refuses a request, such as that of a configuration beside the model, that says otherwise than this
  /// model was saved with; what it does not say agrees.
  public func checkAgreement(with request: SessionRequest) throws {
    for (name, type) in request.types.sorted(by: { $0.key < $1.key }) {
      _ = try ProblemTypes.named(type, problem: name, saved: problem(name).type)
    }
    for (name, options) in request.options.sorted(by: { $0.key < $1.key }) {
      let saved = JSONValue.object(try problem(name).options)
      guard options == saved else {
        throw ConfigurationError.range(
          path: "options.\(name)", expected: "the saved \(saved.compactText)",
          actual: options.compactText)
      }
    }
    for name in request.labels.keys.sorted() {
      _ = try request.labels(of: name, saved: problem(name).requireLabels())
    }
    _ = try TrunkChoice(request, saved: trunk)
    _ = try request.modalities.completing(modalities.settings)
    if let asked = request.modalTypes, asked != modalities.usesTypes {
      throw ConfigurationError.range(
        path: "modal_types", expected: "the saved \(modalities.usesTypes)", actual: "\(asked)")
    }
  }
}

extension SessionRequest {
  /// The labels that are given for a problem; throws where its saved head does not have one of them.
  func labels(of name: String, saved: LabelVocabulary?) throws -> LabelVocabulary? {
    guard let labels = labels[name] else { return nil }
    let place = "labels of problem '\(name)'"
    let given = try LabelVocabulary(labels, place: place).distinct(place: place)
    if let saved, !saved.has(given) {
      throw ProblemError.otherLabels(problem: name, saved: saved.count)
    }
    return given
  }
}
