import MTLData
import MTLModel

/// `mmoe`: experts that all problems share, weighed by a gate of each.
///
/// Ma et al. 2018, https://doi.org/10.1145/3219819.3220007.
enum MixtureOfExpertsType: TrunkType {
  static let name = "mmoe"

  struct Options: TrunkOptions {
    var experts = 8
    /// The width of an expert, and so of what heads read.
    var units = 128

    enum CodingKeys: String, CodingKey, CaseIterable {
      case experts
      case units = "expert_units"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      try values.read(.experts, into: &experts)
      try values.read(.units, into: &units)
    }

    var object: JSONObject { ["expert_units": .integer(units), "experts": .integer(experts)] }

    func check(path: String) throws {
      for (key, value, most) in [("experts", experts, 1024), ("expert_units", units, 65_536)]
      where !(1...most ~= value) {
        throw ConfigurationError.range(
          path: "\(path).\(key)", expected: "a whole number from 1 to \(most)",
          actual: "\(value)")
      }
    }
  }

  static func plan(_ options: Options) -> TrunkPlan {
    .mixtureOfExperts(options.experts, units: options.units)
  }
}
