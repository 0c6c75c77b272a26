import MTLData

/// The numbers that an evaluation of one problem ends in.
public struct Scores: Equatable, Sendable {
  public struct Score: Equatable, Sendable {
    public let name: String
    public let value: Double
  }

  public struct OfType: Equatable, Sendable {
    public let type: String
    public let counts: HitCounts
  }

  /// The name of the score by which checkpoints are chosen.
  public let main: String
  public let values: [Score]
  /// Per type of span, sorted; nil where the problem has no types.
  public let byType: [OfType]?

  init(main: String, _ values: KeyValuePairs<String, Double>, byType: [OfType]? = nil) {
    self.main = main
    self.values = values.map { Score(name: $0.key, value: $0.value) }
    self.byType = byType
  }

  public subscript(name: String) -> Double? { values.first { $0.name == name }?.value }

  /// The score named ``main``.
  public var mainScore: Double { self[main] ?? 0 }

  /// `{"f1": …, "by_type": {"PER": {"precision": …, "recall": …, "f1": …, "support": …}}}`.
  public var json: JSONObject {
    var object = JSONObject()
    for score in values { object[score.name] = .number(score.value) }
    if let byType {
      var types = JSONObject()
      for row in byType {
        types[row.type] = .object([
          "precision": .number(row.counts.precision), "recall": .number(row.counts.recall),
          "f1": .number(row.counts.f1), "support": .integer(row.counts.actual),
        ])
      }
      object["by_type"] = .object(types)
    }
    return object
  }
}

extension Scores: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for score in values { try container.encode(score.value, forKey: Key(stringValue: score.name)) }
    guard let byType else { return }
    var types = container.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: "by_type"))
    for row in byType {
      var type = types.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: row.type))
      try type.encode(row.counts.precision, forKey: Key(stringValue: "precision"))
      try type.encode(row.counts.recall, forKey: Key(stringValue: "recall"))
      try type.encode(row.counts.f1, forKey: Key(stringValue: "f1"))
      try type.encode(row.counts.actual, forKey: Key(stringValue: "support"))
    }
  }
}
