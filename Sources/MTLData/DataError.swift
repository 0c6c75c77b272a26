/// Why data was refused: the place (a file, its line, a row, a problem) and what is wrong there.
public struct DataError: Error, Equatable, CustomStringConvertible {
  public let place: String
  public let fault: DataFault

  public init(_ place: String, _ fault: DataFault) {
    self.place = place
    self.fault = fault
  }

  public var description: String { "\(place): \(fault)" }
}
