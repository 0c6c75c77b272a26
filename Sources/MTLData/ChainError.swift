/// Why a chain was refused, and at which column (Unicode scalars, counted from 1).
public struct ChainError: Error, Equatable, CustomStringConvertible {
  public enum Fault: Equatable, Sendable {
    case missingProblem
    case missingOperator(Unicode.Scalar)
    case character(Unicode.Scalar)
    case repeatedProblem(String)
    case unknownProblem(String, known: [String])
  }

  public let chain: String
  public let column: Int
  public let fault: Fault

  public init(chain: String, column: Int, fault: Fault) {
    self.chain = chain
    self.column = column
    self.fault = fault
  }

  public var description: String {
    let place = "chain '\(shortened(chain, to: 120))', column \(column)"
    return switch fault {
    case .missingProblem:
      "\(place): expected the name of a problem, got none"
    case .missingOperator(let scalar):
      "\(place): expected '|' or '&', got '\(visible(scalar))'"
    case .character(let scalar):
      "\(place): expected a letter, digit, '_' or '-', got '\(visible(scalar))'"
    case .repeatedProblem(let name):
      "\(place): expected each problem once, got '\(shortened(name))' again"
    case .unknownProblem(let name, let known):
      "\(place): expected a known problem, got '\(shortened(name))'"
        + suggestion(for: name, among: known)
    }
  }
}
