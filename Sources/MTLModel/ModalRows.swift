/// What one modality puts into a batch: numbers that its projection turns into rows of the encoder.
public struct ModalRows: Equatable, Sendable {
  /// The packed rows they become, in order.
  public var rows: [Int32]
  public var values: Values

  /// The numbers of each row.
  public enum Values: Equatable, Sendable {
    /// As they are.  [rows, columns]
    case numbers([Float], columns: Int)
    /// Square images, cut to patches, one a row.  [images, size, size, 3]
    case pixels([UInt8], size: Int, patch: Int)
  }

  public init(rows: [Int32], values: Values) {
    (self.rows, self.values) = (rows, values)
  }

  /// How many numbers a row has.
  var columns: Int {
    switch values {
    case .numbers(_, let columns): columns
    case .pixels(_, _, let patch): patch * patch * 3
    }
  }
}

/// The modalities of a model besides text.
public struct ModalPlan: Equatable, Sendable {
  public var projections: [Projection]
  /// How many modal types there are to tell apart; 0 where rows do not say which modality they are of.
  public var types: Int

  /// One modality.
  public struct Projection: Equatable, Sendable {
    public let name: String
    /// How many numbers a row has.
    public let columns: Int

    public init(name: String, columns: Int) { (self.name, self.columns) = (name, columns) }
  }

  public init(projections: [Projection], types: Int) {
    (self.projections, self.types) = (projections, types)
  }

  /// Text alone.
  public static let none = ModalPlan(projections: [], types: 0)
}
