/// Turns the targets of one problem into the ids or numbers that its head learns from.
///
/// A kind of target is one file that conforms. Nothing else asks which kind a target is.
public protocol TargetEncoder: Sendable {
  /// What a row, tokenized, asks of the head. Throws, naming `place`, where the target is of another
  /// kind or does not fit the row; nil where the row has none.
  func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow
}

/// One row's targets as its head learns them.
public struct TargetRow: Equatable, Sendable {
  public var ids: [Int32]
  public var numbers: [Float]

  public init(ids: [Int32] = [], numbers: [Float] = []) {
    self.ids = ids
    self.numbers = numbers
  }
}

/// What features need to know of a problem.
public struct EncodedProblem: Sendable {
  public let name: String
  public let encoder: any TargetEncoder

  public init(name: String, encoder: any TargetEncoder) {
    self.name = name
    self.encoder = encoder
  }
}
