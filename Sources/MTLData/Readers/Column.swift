/// A column of a file, or a field of its objects: by name, or by number counted from 0; negative
/// numbers count from the end, -1 being the last.
public enum Column: Equatable, Sendable {
  case name(String)
  case number(Int)

  /// For messages.
  var summary: String {
    switch self {
    case .name(let name): "'\(shortened(name))'"
    case .number(let number): "\(number)"
    }
  }
}

/// A JSON text or integer.
extension Column: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .name(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .name(let name): try container.encode(name)
    case .number(let number): try container.encode(number)
    }
  }
}

/// The columns that a file has: their number, and their names where it begins with a header.
struct Columns {
  let path: String
  let count: Int
  let names: [String]?

  /// Where a column stands. Throws, naming the columns there are, where it is not.
  func index(of column: Column) throws(DataError) -> Int {
    switch column {
    case .number(let number):
      let index = number < 0 && number >= -count ? count + number : number
      guard (0..<count).contains(index) else {
        throw DataError(path, .file(.columnNumber(number, columns: count)))
      }
      return index
    case .name(let name):
      guard let names else {
        let fault = FileFault.option(
          "header", expected: "true to find the column '\(shortened(name))' by its name",
          got: "false")
        throw DataError(path, .file(fault))
      }
      guard let index = names.firstIndex(of: name) else {
        throw DataError(path, .file(.column(name, known: names)))
      }
      guard names.lastIndex(of: name) == index else {
        let count = names.count { $0 == name }
        throw DataError(path, .file(.repeatedColumn(name, count: count)))
      }
      return index
    }
  }

  func contains(_ name: String) -> Bool { names?.contains(name) ?? false }
}
