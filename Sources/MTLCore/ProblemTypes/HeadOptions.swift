import MTLData
import MTLModel

/// What users may say of any problem's head, whatever its type: what it reads, and whose it is.
struct HeadOptions: Decodable {
  /// The problem whose head this one uses.
  var shareTop: String?
  /// The layer that the head reads: 0 the embeddings, i layer i, -1 the last; or `mix`.
  var layer: JSONValue?
  /// The width of a selu layer between the pooled output and the head.
  var pooledWidth: Int?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case shareTop = "share_top"
    case layer
    case pooledWidth = "pooled_hidden_size"
  }

  /// What the user wrote of it.
  init(_ problem: Problem) throws {
    let path = "options.\(problem.name)"
    self = try StrictDecoder.decode(
      HeadOptions.self, from: .object(problem.options.only(HeadOptions.keys)), path: path)
    if let pooledWidth, !(1...65_536 ~= pooledWidth) {
      throw ConfigurationError.range(
        path: "\(path).pooled_hidden_size", expected: "a whole number from 1 to 65536",
        actual: "\(pooledWidth)")
    }
  }

  static var keys: [String] { CodingKeys.allCases.map(\.rawValue) }

  /// Where the head's rows come from in an encoder of so many layers.
  func source(_ problem: String, layers: Int) throws(ConfigurationError) -> HeadSource {
    HeadSource(layer: try layer(problem, layers: layers), pooledWidth: pooledWidth)
  }

  private func layer(
    _ problem: String, layers: Int
  ) throws(ConfigurationError) -> HeadSource.Layer {
    guard let layer, layer != .null else { return .highest }
    if layer == .text("mix") { return .mix }
    if let number = layer.asInteger, let level = encoderLevel(number, layers: layers) {
      return .level(level)
    }
    throw .range(
      path: "options.\(problem).layer",
      expected: "'mix' or a number from -\(layers + 1) to \(layers)", actual: layer.summary)
  }
}

/// The level that a number stands for: 0 the embeddings, i layer i; -1 the last, and so downwards.
func encoderLevel(_ number: Int, layers: Int) -> Int? {
  let level = number < 0 ? layers + 1 + number : number
  return 0...layers ~= level ? level : nil
}

extension JSONObject {
  /// The members with these keys, or with any but these.
  func only(_ keys: [String], _ isWanted: Bool = true) -> JSONObject {
    var object = JSONObject()
    for (key, value) in members where keys.contains(key) == isWanted { object[key] = value }
    return object
  }
}
