import MTLData
import Yams

/// Why a YAML text is not a configuration.
struct YAMLError: Error, Equatable, CustomStringConvertible {
  let subject: String
  let place: String?
  let reason: String

  var description: String { subject + (place.map { " \($0)" } ?? "") + ": " + reason }

  init(subject: String, place: Mark? = nil, reason: String) {
    self.subject = subject
    self.place = place.map { "line \($0.line) column \($0.column)" }
    self.reason = reason
  }

  init(subject: String, _ error: YamlError) {
    switch error {
    case .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
      // libyaml's own sentence speaks of a C function.
      self.init(subject: subject, place: mark, reason: "expected at most 1000 levels, got more")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(subject: subject, place: mark, reason: problem)
    case .reader(let problem, _, _, _):
      self.init(subject: subject, reason: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      self.init(
        subject: subject, place: context.mark, reason: "expected each key once, got \(names) again")
    default:
      self.init(subject: subject, reason: "\(error)")
    }
  }
}

/// A YAML text as the tree that JSON would give, so that both are read by the same rules.
struct YAMLText {
  private let subject: String
  /// Aliases multiply; no configuration has this many values.
  private static let largest = 100_000
  private var values = 0

  static func parse(_ text: String, subject: String) throws -> JSONValue {
    var reader = YAMLText(subject: subject)
    do {
      guard let node = try Yams.compose(yaml: text.withoutByteOrderMark) else { return .null }
      return try reader.value(node)
    } catch let error as YamlError {
      throw YAMLError(subject: subject, error)
    }
  }

  private init(subject: String) { self.subject = subject }

  private mutating func value(_ node: Node) throws -> JSONValue {
    values += 1
    guard values <= YAMLText.largest else {
      throw YAMLError(
        subject: subject, place: node.mark,
        reason: "expected at most \(YAMLText.largest) values, got more")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return isPlain ? JSONValue(plainScalar: scalar.string) : .text(scalar.string)
    case .sequence(let nodes):
      return .list(try nodes.map { try value($0) })
    case .mapping(let pairs):
      var object = JSONObject()
      for (key, element) in pairs {
        guard case .scalar(let name) = key else {
          throw YAMLError(
            subject: subject, place: key.mark, reason: "expected a text as key, got a collection")
        }
        object[name.string] = try value(element)
      }
      return .object(object)
    case .alias:
      throw YAMLError(
        subject: subject, place: node.mark, reason: "expected a value, got an alias without one")
    }
  }
}
