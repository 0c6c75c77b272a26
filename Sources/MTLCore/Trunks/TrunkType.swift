import MTLData
import MTLModel

/// One kind of trunk, as users choose it.
///
/// A type is one file here, a trunk of `MTLModel/Trunk`, and one line in ``Trunks/all``. Nothing
/// outside the registry asks which trunk it is.
protocol TrunkType: Sendable {
  /// What users may write in `trunk_options`.
  associatedtype Options: TrunkOptions

  /// What users write: `mmoe`.
  static var name: String { get }
  static func plan(_ options: Options) -> TrunkPlan
}

/// The options of one kind of trunk.
protocol TrunkOptions: Decodable {
  /// All of them, also those that the user did not give.
  var object: JSONObject { get }
  /// Refuses values that mean nothing; unknown keys are refused before.
  func check(path: String) throws
}

extension TrunkType {
  static func options(_ object: JSONObject) throws -> Options {
    let path = "trunk_options"
    let options = try StrictDecoder.decode(Options.self, from: .object(object), path: path)
    try options.check(path: path)
    return options
  }

  /// The options with those that the user did not give.
  static func complete(_ object: JSONObject) throws -> JSONObject { try options(object).object }

  static func plan(_ object: JSONObject) throws -> TrunkPlan { plan(try options(object)) }
}
