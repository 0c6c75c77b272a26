/// One modality besides text: what its inputs look like, and how they become rows.
public struct Modality: Equatable, Sendable {
  public let name: String
  /// nil until it was given or training data was seen.
  public private(set) var form: Form?
  /// The segment (token type) of its rows.
  public let segment: Int32
  /// Its number among the modal types.
  public let type: Int32
  /// The side of a patch, where the user has chosen it before the size is known.
  private let askedPatch: Int?

  /// What its inputs look like.
  public enum Form: Equatable, Sendable {
    /// Rows of so many numbers.
    case numbers(dimension: Int)
    /// Raw images, resized to squares of `size` and cut to patches, each a row.
    case image(size: Int, patch: Int)

    /// How many numbers a row has.
    public var columns: Int {
      switch self {
      case .numbers(let dimension): dimension
      case .image(_, let patch): patch * patch * 3
      }
    }
  }

  /// The largest numbers that may be configured.
  private static let mostColumns = 1 << 16
  private static let largestSize = 1024

  /// Throws, naming the key, for settings that do not fit one another.
  public init(
    name: String, _ settings: ModalitySettings, type: Int32
  ) throws(ModalityError) {
    let path = "modalities.\(name)"
    guard Modality.isName(name) else { throw .name(name) }
    self.name = name
    self.type = type
    let segment = settings.segment ?? 0
    guard 0...Int(Int16.max) ~= segment else {
      throw .range(path: "\(path).segment", expected: "0 or more", actual: segment)
    }
    self.segment = Int32(segment)
    askedPatch = settings.patch
    if let dimension = settings.dimension {
      if let size = settings.size ?? settings.patch { throw .both(path: path, size: size) }
      guard 1...Modality.mostColumns ~= dimension else {
        throw .range(
          path: "\(path).dimension", expected: "1 to \(Modality.mostColumns)", actual: dimension)
      }
      form = .numbers(dimension: dimension)
    }
    if let patch = settings.patch, !(1...128 ~= patch) {
      throw .range(path: "\(path).patch", expected: "1 to 128", actual: patch)
    }
    if let size = settings.size {
      let patch = settings.patch ?? Modality.patch(forSide: size)
      guard 1...Modality.largestSize ~= size, size % patch == 0 else {
        throw .range(
          path: "\(path).size",
          expected: "a multiple of the patch (\(patch)) up to \(Modality.largestSize)",
          actual: size)
      }
      form = .image(size: size, patch: patch)
    }
  }

  /// The names under which rows hold text.
  static let textNames = ["a", "b", "text_b", "words", "sentences"]

  /// A name stands in the names of tensors: letters, digits, `_` and `-`.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && !textNames.contains(name)
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
      }
  }

  /// Vision transformers cut patches of 16 pixels; small images have too few of them.
  private static func patch(forSide side: Int) -> Int { side < 128 ? 8 : 16 }

  /// Takes the form of the first input that training data has: its columns, or the longer side of its
  /// image, up to 224 (Dosovitskiy et al. 2021), in whole patches.
  mutating func learn(from values: ModalValues) {
    guard form == nil else { return }
    switch values {
    case .numbers(_, let columns) where askedPatch == nil: form = .numbers(dimension: columns)
    case .numbers: return
    case .pixels(_, let height, let width):
      let side = max(height, width)
      let patch = askedPatch ?? Modality.patch(forSide: side)
      let size = min((side + patch - 1) / patch * patch, max(224 / patch * patch, patch))
      form = .image(size: size, patch: patch)
    }
  }

  /// What a configuration would say of it.
  public var settings: ModalitySettings {
    var settings = ModalitySettings(patch: askedPatch, segment: Int(segment), type: Int(type))
    switch form {
    case .numbers(let dimension): settings.dimension = dimension
    case .image(let size, let patch): (settings.size, settings.patch) = (size, patch)
    case nil: break
    }
    return settings
  }
}
