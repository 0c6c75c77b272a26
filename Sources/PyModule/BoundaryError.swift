/// Structure that came over the boundary and does not describe what came with it.
enum BoundaryError: Error, Equatable, CustomStringConvertible {
  case starts(String, count: Int)
  case kinds(String, expected: Int, actual: Int)
  case kind(String, index: Int, value: UInt8)
  case runningText(segment: Int, strings: Int)
  case segments(row: Int, count: Int)
  case document(row: Int)
  case form(problem: String, row: Int, value: UInt8)
  case integer(problem: String, text: String)
  case repeated(problem: String)
  case arrays(expected: Int, actual: Int)
  case place(String, index: Int, value: Int64, below: Int)

  var description: String {
    switch self {
    case .starts(let name, let count):
      "\(name): expected starts that rise from 0 to \(count)"
    case .kinds(let name, let expected, let actual):
      "\(name): expected \(expected) values, got \(actual)"
    case .kind(let name, let index, let value):
      "\(name)[\(index)]: expected a known kind, got \(value)"
    case .runningText(let segment, let strings):
      "segment \(segment): expected one string of running text, got \(strings)"
    case .segments(let row, let count):
      "row \(row): expected a text or a pair, got \(count) segments"
    case .document(let row):
      "row \(row): expected sentences of a document alone, got other segments among them"
    case .form(let problem, let row, let value):
      "problem '\(problem)' row \(row): expected strings and numbers of a known form, "
        + "got others in form \(value)"
    case .integer(let problem, let text):
      "problem '\(problem)': expected an integer label that fits 64 bits, got \(text)"
    case .repeated(let problem):
      "problem '\(problem)': expected its targets once, got them twice"
    case .arrays(let expected, let actual):
      "modalities: expected \(expected) arrays, got \(actual)"
    case .place(let name, let index, let value, let bound):
      "\(name)[\(index)]: expected 0 to \(bound - 1), got \(value)"
    }
  }
}
