/// No trunk: heads read the encoder's rows.
public struct PlainTrunk: Trunk {
  public init() {}

  public func branch(_ scope: Scope, _ feed: HeadFeed) -> (any RowStage)? { nil }
}

extension TrunkPlan {
  public static let plain = TrunkPlan(width: { $0 }, make: { _, _, _ in PlainTrunk() })
}
