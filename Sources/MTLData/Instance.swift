/// One row of one group of the chain.
public struct Instance: Hashable, Sendable {
  public let group: Int
  public let row: Int

  public init(group: Int, row: Int) {
    self.group = group
    self.row = row
  }
}
