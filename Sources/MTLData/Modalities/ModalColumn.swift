/// What the rows of a group hold of one modality, stored flat.
public struct ModalColumn: Equatable, Sendable {
  public private(set) var numbers: [Float] = []  // [modal rows of all rows, columns]
  public private(set) var pixels: [UInt8] = []  // [images of all rows, size, size, 3]
  public private(set) var starts: [Int] = [0]  // [rows + 1], into the one that is filled

  /// Adds what the next row holds, nil where it has nothing of this modality.
  mutating func append(_ values: ModalPart.Values?) {
    switch values {
    case .numbers(let values): numbers += values
    case .pixels(let values): pixels += values
    case nil: break
    }
    starts.append(max(numbers.count, pixels.count))
  }

  /// The span of a row in the one that is filled.
  public func span(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }
}
