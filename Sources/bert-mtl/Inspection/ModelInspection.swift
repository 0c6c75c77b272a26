import MTLCore
import MTLData

/// What a model's folder holds, in sizes and names.
struct ModelInspection {
  private let model: SessionDescription

  init(_ model: SessionDescription) { self.model = model }

  private var modalities: [String] { model.modalities.keys.sorted() }

  var text: String {
    var sizes = Table("model", "size")
    sizes.add("layers", "\(model.layers)")
    sizes.add("hidden size", "\(model.hiddenSize)")
    sizes.add("attention heads", "\(model.heads)")
    sizes.add("vocabulary", "\(model.vocabularySize)")
    sizes.add("positions", "\(model.maximumPositions)")
    sizes.add("pieces in a row", "\(model.maximumLength)")
    sizes.add("parameters", "\(model.parameters)")
    sizes.add("trunk", model.trunk)
    if !modalities.isEmpty { sizes.add("modalities", modalities.joined(separator: ", ")) }
    guard let chain = model.chain else { return sizes.text + "\n\nproblems: none" }
    var problems = Table("problem", "type", "labels", "main score")
    for problem in model.problems {
      problems.add(
        problem.name, problem.type, problem.labels.map { "\($0.count)" } ?? "-",
        problem.mainScore ?? "-")
    }
    let notes = model.loading.notes.map { "\n" + $0 }.joined()
    return "\(sizes.text)\n\nchain: \(chain)\n\n\(problems.text)\(notes)"
  }

  var json: JSONValue {
    .object([
      "layers": .integer(model.layers), "hidden_size": .integer(model.hiddenSize),
      "heads": .integer(model.heads), "vocab_size": .integer(model.vocabularySize),
      "max_positions": .integer(model.maximumPositions),
      "max_length": .integer(model.maximumLength), "parameters": .integer(model.parameters),
      "trunk": .text(model.trunk),
      "modalities": .list(modalities.map(JSONValue.text)),
      "chain": model.chain.map(JSONValue.text) ?? .null,
      "problems": .list(model.problems.map(json)),
      "notes": .list(model.loading.notes.map(JSONValue.text)),
    ])
  }

  private func json(_ problem: SessionDescription.ProblemDescription) -> JSONValue {
    .object([
      "name": .text(problem.name), "type": .text(problem.type),
      "labels": problem.labels.map { .list($0.map(JSONValue.init)) } ?? .null,
      "main_score": problem.mainScore.map(JSONValue.text) ?? .null,
    ])
  }
}
