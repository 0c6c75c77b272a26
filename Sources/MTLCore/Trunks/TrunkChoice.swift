import MTLData
import MTLModel

/// The trunk of a model, as its user named it and as `bert_mtl.json` keeps it.
struct TrunkChoice: Codable, Equatable {
  let name: String
  /// All options of its type.
  let options: JSONValue

  enum CodingKeys: String, CodingKey, CaseIterable { case name, options }

  static let plain = TrunkChoice(name: PlainTrunkType.name, options: .object([:]))

  private init(name: String, options: JSONValue) {
    (self.name, self.options) = (name, options)
  }

  /// What was asked for, which must be what a folder with problems was saved with.
  init(_ request: SessionRequest, saved: TrunkChoice?) throws {
    name = request.trunk ?? saved?.name ?? PlainTrunkType.name
    let given = request.trunkOptions ?? saved?.options ?? .object([:])
    guard let object = given.asObject else {
      throw ConfigurationError.kind(
        path: "trunk_options", expected: "a table", actual: given.summary)
    }
    if let saved, saved.name != name {
      throw ConfigurationError.range(
        path: "trunk", expected: "the saved '\(saved.name)'", actual: "'\(name)'")
    }
    options = .object(try Trunks.named(name).complete(object))
    if let saved, saved.options != options {
      throw ConfigurationError.range(
        path: "trunk_options", expected: "the saved \(saved.options.compactText)",
        actual: options.compactText)
    }
  }

  func plan() throws -> TrunkPlan { try Trunks.named(name).plan(options.asObject ?? [:]) }
}
