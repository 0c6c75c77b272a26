/// The modalities of a model besides text, in the order in which rows hold them: by name, those that no
/// row has shown yet behind all others.
public struct Modalities: Equatable, Sendable {
  public private(set) var all: [Modality]
  /// Whether every row of the encoder is told which modality it is of.
  public let usesTypes: Bool
  /// The modal type of text.
  public let textType: Int32

  /// Text alone.
  public static let none = Modalities(all: [], usesTypes: false, textType: 0)

  private init(all: [Modality], usesTypes: Bool, textType: Int32) {
    (self.all, self.usesTypes, self.textType) = (all, usesTypes, textType)
  }

  /// What is configured; the key `text` may give text a modal type. Throws for settings that do not
  /// fit one another.
  public init(
    _ settings: [String: ModalitySettings], usesTypes: Bool
  ) throws(ModalityError) {
    self.usesTypes = usesTypes
    let text = settings["text"] ?? ModalitySettings()
    for (key, value) in [
      ("dimension", text.dimension), ("size", text.size), ("patch", text.patch),
      ("segment", text.segment.flatMap { $0 == 0 ? nil : $0 }),
    ] where value != nil {
      throw .text(key: key)
    }
    textType = try Modalities.type(text.type ?? 0, of: "text")
    all = []
    for name in settings.keys.sorted() where name != "text" {
      try add(name, settings[name] ?? ModalitySettings())
    }
    try checkTypes()
    order()
  }

  private mutating func order() {
    all.sort { ($0.form == nil ? 1 : 0, $0.name) < ($1.form == nil ? 1 : 0, $1.name) }
  }

  /// Adds one; without a type it takes that of the original, or the next that is free.
  private mutating func add(_ name: String, _ settings: ModalitySettings) throws(ModalityError) {
    let taken = all.map(\.type) + [textType]
    let usual: [String: Int32] = ["image": 1, "others": 2]
    let free = usual[name].flatMap { taken.contains($0) ? nil : $0 } ?? max(2, taken.max() ?? 0) + 1
    let type = try Modalities.type(settings.type ?? Int(free), of: name)
    all.append(try Modality(name: name, settings, type: type))
  }

  private static func type(_ type: Int, of name: String) throws(ModalityError) -> Int32 {
    guard 0..<256 ~= type else {
      throw .range(path: "modalities.\(name).type", expected: "0 to 255", actual: type)
    }
    return Int32(type)
  }

  private func checkTypes() throws(ModalityError) {
    var owners = [textType: "text"]
    for modality in all where usesTypes {
      if let other = owners.updateValue(modality.name, forKey: modality.type) {
        throw .sameType(other, modality.name, type: Int(modality.type))
      }
    }
  }

  public func index(of name: String) -> Int? { all.firstIndex { $0.name == name } }

  /// How many modal types there is room for, so that a saved model can take up a new modality; 0 where
  /// they are not used.
  public var types: Int {
    usesTypes ? max(8, Int(all.reduce(textType) { max($0, $1.type) }) + 1) : 0
  }

  /// What a configuration would say of them; empty for text alone.
  public var settings: [String: ModalitySettings] {
    var settings = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.settings) })
    if textType != 0 { settings["text"] = ModalitySettings(type: Int(textType)) }
    return settings
  }

  /// Takes from training data the modalities that are not configured, and the forms of those that are;
  /// what stays without a form has no rows to project and is left out.
  public mutating func learn(
    from inputs: some Sequence<Input>
  ) throws(ModalityError) {
    for input in inputs {
      for modal in input.modalities {
        if index(of: modal.name) == nil { try add(modal.name, ModalitySettings()) }
        if let place = index(of: modal.name) { all[place].learn(from: modal.values) }
      }
    }
    all.removeAll { $0.form == nil }
    order()
  }
}
