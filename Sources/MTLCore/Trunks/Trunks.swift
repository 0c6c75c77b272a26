/// Every trunk there is.
enum Trunks {
  static let all: [any TrunkType.Type] = [PlainTrunkType.self, MixtureOfExpertsType.self]

  static func named(_ name: String) throws(ConfigurationError) -> any TrunkType.Type {
    for type in all where type.name == name { return type }
    throw .choice(path: "trunk", name: name, known: all.map { $0.name })
  }
}
