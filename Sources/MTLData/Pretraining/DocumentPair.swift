/// Two spans of text that a model is asked about: does the second follow the first?
public struct DocumentPair: Equatable, Sendable {
  public var first: Span
  public var second: Span
  /// Whether the second span comes from another document.
  public var isRandom: Bool

  /// Pieces of one document.
  public struct Span: Equatable, Sendable {
    public var document: Int
    public var pieces: Range<Int>
  }

  /// Takes pieces away until both spans fit into `room`: from the longer one (the second of equals),
  /// at its front or its back as drawn, piece by piece.
  mutating func truncate(to room: Int, _ draws: inout Draws) {
    while first.pieces.count + second.pieces.count > room {
      if first.pieces.count > second.pieces.count {
        first.pieces.shorten(atFront: draws.uniform() < 0.5)
      } else {
        second.pieces.shorten(atFront: draws.uniform() < 0.5)
      }
    }
  }
}

extension Range<Int> {
  fileprivate mutating func shorten(atFront: Bool) {
    self = atFront ? lowerBound + 1..<upperBound : lowerBound..<upperBound - 1
  }
}
