import MTLData
import MTLModel

/// `plain`: heads read the encoder itself.
enum PlainTrunkType: TrunkType {
  static let name = "plain"

  struct Options: TrunkOptions {
    var object: JSONObject { [:] }

    /// There are none.
    enum CodingKeys: CodingKey, CaseIterable {
      var stringValue: String { "" }
      var intValue: Int? { nil }
      init?(stringValue: String) { nil }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: CodingKeys.self) }

    func check(path: String) {}
  }

  static func plan(_ options: Options) -> TrunkPlan { .plain }
}
