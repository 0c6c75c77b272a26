/// One side of an input: running text, words that the user has split, or a document.
public enum Segment: Equatable, Sendable {
  case text(String)
  case words([String])
  /// A document's sentences in their order, each running text or words.
  case sentences([Segment])

  /// A document as one segment: words where every sentence is words, else running text.
  public var flattened: Segment {
    guard case .sentences(let sentences) = self else { return self }
    let parts = sentences.map(\.flattened)
    let words = parts.compactMap { if case .words(let words) = $0 { words } else { nil } }
    if words.count == parts.count { return .words(words.flatMap { $0 }) }
    return .text(parts.map(\.joined).joined(separator: " "))
  }

  /// The text, words with spaces between them.
  var joined: String {
    switch self {
    case .text(let text): text
    case .words(let words): words.joined(separator: " ")
    case .sentences(let sentences): sentences.map(\.joined).joined(separator: " ")
    }
  }
}

/// What a row gives the model to read: a text, or a pair, and what it holds of other modalities.
public struct Input: Equatable, Sendable {
  /// No words where a row has other modalities alone.
  public var first: Segment
  public var second: Segment?
  public var modalities: [ModalInput]

  public init(_ first: Segment, _ second: Segment? = nil, modalities: [ModalInput] = []) {
    self.first = first
    self.second = second
    self.modalities = modalities
  }

  /// A row without text.
  public init(modalities: [ModalInput]) { self.init(.words([]), modalities: modalities) }
}
