import MTLData

/// Numbers that a user gives the labels of a problem: one for all, one each by name, or a word that
/// stands for how they are found.
enum LabelNumbers: Equatable, Sendable {
  case one(Double)
  case each([String: Double])
  case word

  /// What an option may be.
  struct Form: Sendable {
    /// As messages ask for it.
    let expected: String
    let number: String
    let range: ClosedRange<Double>
    var takesOne = true
    var word: String?
  }

  init(_ value: JSONValue, _ form: Form, path: String) throws(ConfigurationError) {
    func number(_ value: JSONValue, _ path: String, _ expected: String) throws(ConfigurationError)
      -> Double
    {
      guard let number = value.asDouble, form.range.contains(number) else {
        throw .kind(path: path, expected: expected, actual: value.summary)
      }
      return number
    }
    if let word = form.word, value.asText == word {
      self = .word
    } else if let object = value.asObject {
      var numbers: [String: Double] = [:]
      for key in object.keys {
        let value = object[key] ?? .null
        numbers[key] = try number(value, "\(path).\(key)", form.number)
      }
      self = .each(numbers)
    } else if form.takesOne {
      self = .one(try number(value, path, form.expected))
    } else {
      throw .kind(path: path, expected: form.expected, actual: value.summary)
    }
  }

  /// The number of each label; `otherwise` for those that are not named, and for a word. Throws for
  /// names that are no label's.
  func numbers(
    of labels: [Label], otherwise: Double, path: String
  ) throws(ConfigurationError) -> [Float] {
    switch self {
    case .word: return labels.map { _ in Float(otherwise) }
    case .one(let number): return labels.map { _ in Float(number) }
    case .each(let numbers):
      let names = labels.map(\.description)
      for name in numbers.keys.sorted() where !names.contains(name) {
        throw .unknownKey(path: path, key: name, known: names)
      }
      return names.map { Float(numbers[$0] ?? otherwise) }
    }
  }
}
