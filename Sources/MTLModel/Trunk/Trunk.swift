/// What stands between the encoder and the heads, shared by them: rows of one width in, rows of its
/// own width out.
///
/// A new trunk is one file: a struct that conforms, its stage, and a ``TrunkPlan`` that makes it.
public protocol Trunk {
  /// A head's own part of the trunk for what it is fed; nil where rows pass as they are. Its
  /// parameters lie in `scope`, which is the head's.
  func branch(_ scope: Scope, _ feed: HeadFeed) -> (any RowStage)?
}

/// How a trunk is made.
public struct TrunkPlan: Sendable {
  /// The width that heads read, from that of the encoder's rows.
  public let width: @Sendable (_ hidden: Int) -> Int
  /// Makes the trunk in its scope, with a part for each kind of rows that some head is fed.
  public let make: @Sendable (_ scope: Scope, _ hidden: Int, _ feeds: [HeadFeed]) -> any Trunk

  public init(
    width: @escaping @Sendable (_ hidden: Int) -> Int,
    make: @escaping @Sendable (_ scope: Scope, _ hidden: Int, _ feeds: [HeadFeed]) -> any Trunk
  ) {
    (self.width, self.make) = (width, make)
  }
}
