import MTLData

extension Session {
  /// Refuses a request, such as that of a configuration beside the model, that says otherwise than this
  /// model was saved with; what it does not say agrees.
  public func checkAgreement(with request: SessionRequest) throws {
    for (name, type) in request.types.sorted(by: { $0.key < $1.key }) {
      let saved = try problem(name).type
      guard try ProblemTypes.named(type, problem: name).name == saved else {
        throw ProblemError.otherType(problem: name, saved: saved, given: type)
      }
    }
    for (name, options) in request.options.sorted(by: { $0.key < $1.key }) {
      let saved = JSONValue.object(try problem(name).options)
      guard options == saved else {
        throw ConfigurationError.range(
          path: "options.\(name)", expected: "the saved \(saved.compactText)",
          actual: options.compactText)
      }
    }
    for (name, labels) in request.labels.sorted(by: { $0.key < $1.key }) {
      let saved = try problem(name).requireLabels()
      guard saved.has(try LabelVocabulary(labels, place: "labels of problem '\(name)'")) else {
        throw ProblemError.otherLabels(problem: name, saved: saved.count)
      }
    }
    _ = try TrunkChoice(request, saved: trunk)
    _ = try request.modalities.completing(modalities.settings)
    if let asked = request.modalTypes, asked != modalities.usesTypes {
      throw ConfigurationError.range(
        path: "modal_types", expected: "the saved \(modalities.usesTypes)", actual: "\(asked)")
    }
  }
}
