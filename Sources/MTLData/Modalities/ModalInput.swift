/// What a row holds of one modality besides text.
public struct ModalInput: Equatable, Sendable {
  /// What the user calls it: `image`.
  public let name: String
  public let values: ModalValues

  public init(_ name: String, _ values: ModalValues) {
    (self.name, self.values) = (name, values)
  }
}

/// The numbers of a modality's rows, or an image that is yet to be cut to rows.
public enum ModalValues: Equatable, Sendable {
  /// As they are.  [rows, columns]
  case numbers([Float], columns: Int)
  /// A raw image: red, green and blue of each pixel, row by row.  [height, width, 3]
  case pixels([UInt8], height: Int, width: Int)

  /// How messages speak of it.
  var summary: String {
    switch self {
    case .numbers(let values, let columns):
      "numbers [\(columns == 0 ? 0 : values.count / columns), \(columns)]"
    case .pixels(_, let height, let width): "an image [\(height), \(width), 3]"
    }
  }
}

extension ModalInput {
  /// Numbers of a shape that a caller has given: `[d]` is one row, `[n, d]` are n. Throws for any other
  /// shape and for nothing.
  public init(
    _ name: String, numbers: [Float], shape: [Int], place: @autoclosure () -> String
  ) throws(DataError) {
    guard 1...2 ~= shape.count, let columns = shape.last, columns > 0 else {
      throw DataError(place(), .modal(.shape(name, got: shape)))
    }
    guard !numbers.isEmpty else { throw DataError(place(), .modal(.noRows(name))) }
    self.init(name, .numbers(numbers, columns: columns))
  }

  /// A raw image of a shape that a caller has given: `[height, width, 3]`. Throws for any other shape,
  /// for nothing, and for more than ``ImageLimits`` admit.
  public init(
    _ name: String, pixels: [UInt8], shape: [Int], place: @autoclosure () -> String
  ) throws(DataError) {
    guard shape.count == 3, shape[2] == 3, shape[0] > 0, shape[1] > 0 else {
      throw DataError(place(), .modal(.shape(name, got: shape)))
    }
    guard ImageLimits.admit(width: shape[1], height: shape[0]) else {
      let fault = ImageFault.size(width: shape[1], height: shape[0])
      throw DataError(place(), .modal(.image(path: name, fault)))
    }
    self.init(name, .pixels(pixels, height: shape[0], width: shape[1]))
  }
}
