/// One side of an input: running text, or words that the user has split.
public enum Segment: Equatable, Sendable {
  case text(String)
  case words([String])
}

/// What a row gives the model to read: a text, or a pair.
public struct Input: Equatable, Sendable {
  public var first: Segment
  public var second: Segment?

  public init(_ first: Segment, _ second: Segment? = nil) {
    self.first = first
    self.second = second
  }
}
