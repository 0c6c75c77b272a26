/// No target: the inputs say it all, and whatever a row brings along is not looked at.
public struct NothingEncoder: TargetEncoder {
  public init() {}

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow { TargetRow() }
}
