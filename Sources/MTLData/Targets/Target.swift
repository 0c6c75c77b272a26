/// What a row asks the model to say.
public enum Target: Equatable, Sendable {
  case label(Label)
  case labels([Label])
  /// Labels for the words of `text`, for the rows of other modalities, or for some of them.
  case byModality([String: [Label]])
  case number(Double)
  case numbers([Double])
  case text(Segment)
  /// The input says it all.
  case nothing
}

extension Target {
  /// As messages write it.
  var summary: String {
    switch self {
    case .label(let label): label.quoted
    case .labels(let labels): "a list of \(labels.count)"
    case .byModality(let parts): "labels of \(listed(parts.keys.sorted()))"
    case .number(let number): "\(number)"
    case .numbers(let numbers): "a list of \(counted(numbers.count, "number"))"
    case .text(.text(let text)): "'\(shortened(text))'"
    case .text(.words(let words)): "a list of \(counted(words.count, "word"))"
    case .text(.sentences(let sentences)): "a list of \(counted(sentences.count, "sentence"))"
    case .nothing: "nothing"
    }
  }
}
