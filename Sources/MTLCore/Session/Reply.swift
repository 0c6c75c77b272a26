/// What a session answers: a small JSON text, and the numbers that belong to it as named arrays.
///
/// Control is JSON, data is buffers: the text names and describes, and whoever asked reads the
/// arrays without parsing.
public struct Reply: Equatable, Sendable {
  public var json: String
  public var arrays: [NamedArray]

  public init(json: String, arrays: [NamedArray] = []) {
    self.json = json
    self.arrays = arrays
  }
}

/// One array of a reply, row-major, with as many values as its shape says.
public struct NamedArray: Equatable, Sendable {
  public let name: String
  public let shape: [Int]
  public let values: ArrayValues

  public init(_ name: String, shape: [Int], _ values: ArrayValues) {
    precondition(shape.reduce(1, *) == values.count, "array '\(name)': shape and values differ")
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// The values of an array in one of the four types that cross the boundary.
public enum ArrayValues: Equatable, Sendable {
  case float32([Float])
  case float64([Double])
  case int32([Int32])
  case int64([Int64])

  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    }
  }
}
