/// The targets of one problem for every row, flat.
public struct TargetColumn: Equatable, Sendable {
  public private(set) var ids: [Int32] = []
  public private(set) var numbers: [Float] = []
  private var idStarts = [0]
  private var numberStarts = [0]

  /// The rows that have targets: all, or none.
  public var rows: Int { idStarts.count - 1 }

  public init() {}

  public func ids(ofRow row: Int) -> ArraySlice<Int32> { ids[idStarts[row]..<idStarts[row + 1]] }

  public func numbers(ofRow row: Int) -> ArraySlice<Float> {
    numbers[numberStarts[row]..<numberStarts[row + 1]]
  }

  mutating func append(_ row: TargetRow) {
    ids += row.ids
    numbers += row.numbers
    idStarts.append(ids.count)
    numberStarts.append(numbers.count)
  }
}
