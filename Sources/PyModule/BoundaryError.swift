/// Structure that came over the boundary and does not describe what came with it.
enum BoundaryError: Error, Equatable, CustomStringConvertible {
  case starts(String, count: Int)
  case kinds(String, expected: Int, actual: Int)
  case kind(String, index: Int, value: UInt8)
  case runningText(segment: Int, strings: Int)
  case segments(row: Int, count: Int)
  case integer(problem: String, text: String)
  case repeated(problem: String)

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
    case .integer(let problem, let text):
      "problem '\(problem)': expected an integer label that fits 64 bits, got \(text)"
    case .repeated(let problem):
      "problem '\(problem)': expected its targets once, got them twice"
    }
  }
}
