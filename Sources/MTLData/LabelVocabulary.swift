/// The labels of one problem; a label's id is its place among them. Saved as a JSON list.
public struct LabelVocabulary: Equatable, Sendable {
  public let labels: [Label]
  private let ids: [Label: Int32]

  public var count: Int { labels.count }

  /// These labels in this order. Throws if there is none or one is repeated; `place` is what the
  /// message names.
  public init(_ labels: [Label], place: String = "labels") throws(DataError) {
    guard !labels.isEmpty else { throw DataError(place, .label(.none)) }
    var ids: [Label: Int32] = [:]
    for (id, label) in labels.enumerated() {
      guard ids.updateValue(Int32(id), forKey: label) == nil else {
        throw DataError(place, .label(.repeated(label)))
      }
    }
    self.labels = labels
    self.ids = ids
  }

  /// Every label of the targets, sorted: booleans, integers, texts; other targets have none. Throws
  /// if there is none.
  public init(of targets: [Target], place: String = "labels") throws(DataError) {
    var distinct: Set<Label> = []
    for target in targets {
      switch target {
      case .label(let label): distinct.insert(label)
      case .labels(let labels): distinct.formUnion(labels)
      case .byModality(let parts): for labels in parts.values { distinct.formUnion(labels) }
      case .number, .numbers, .text, .nothing: continue
      }
    }
    try self.init(distinct.sorted(), place: place)
  }

  /// The same; throws where two labels are written alike, as 1 and "1" are: reports could not tell
  /// them apart.
  public func distinct(place: String) throws(DataError) -> LabelVocabulary {
    var seen: [String: Label] = [:]
    for label in labels {
      if let twin = seen.updateValue(label, forKey: label.description) {
        throw DataError(place, .label(.alike(twin, label)))
      }
    }
    return self
  }

  /// Whether all labels of another vocabulary are here, in whatever order.
  public func has(_ other: LabelVocabulary) -> Bool {
    other.labels.allSatisfy { ids[$0] != nil }
  }

  /// The id of a label, nil if it is not here.
  public func id(of label: Label) -> Int32? { ids[label] }

  /// The id of a label; throws, naming problem and place, if training has not seen it.
  public func index(
    of label: Label, problem: String, place: @autoclosure () -> String
  ) throws(DataError) -> Int32 {
    if let id = ids[label] { return id }
    throw DataError(place(), .label(.unseen(problem: problem, label: label, known: labels)))
  }

  /// The label of an id, nil outside 0 ..< count.
  public func label(_ id: Int) -> Label? { labels.indices.contains(id) ? labels[id] : nil }
}

extension LabelVocabulary: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode([Label].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(labels)
  }
}
