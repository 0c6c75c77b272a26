/// Rows as a reader finds them, on their way into a data set.
struct RowCollector {
  let path: String
  let problems: [ProblemTargets]
  private var inputs: [Input] = []
  private var targets: [[Target]]  // by problem
  private var lines: [Int] = []

  init(path: String, problems: [ProblemTargets]) {
    self.path = path
    self.problems = problems
    targets = problems.map { _ in [] }
  }

  /// Adds a row with a target for each problem. Throws for a text without characters and for labels
  /// that are not one a word.
  mutating func add(_ input: Input, _ row: [Target], line: Int) throws(DataError) {
    let hasNoText = input == Input(modalities: input.modalities) && !input.modalities.isEmpty
    guard hasNoText || !input.first.isBlank, !(input.second?.isBlank ?? false) else {
      throw DataError("\(path) line \(line)", .row(.noText))
    }
    for (p, target) in row.enumerated() {
      if problems[p].kind == .labels, case .labels(let labels) = target,
        let words = input.wordCount, words != labels.count
      {
        let fault = LabelFault.count(
          problem: problems[p].name, words: words, labels: labels.count)
        throw DataError("\(path) line \(line)", .label(fault))
      }
      targets[p].append(target)
    }
    inputs.append(input)
    lines.append(line)
  }

  /// Everything collected; throws where that is nothing.
  func dataset() throws(DataError) -> Dataset {
    guard !inputs.isEmpty else { throw DataError(path, .file(.noRows)) }
    var byName: [String: [Target]] = [:]
    for (problem, rows) in zip(problems, targets) {
      byName[problem.name] = rows.withWholeNumbersAsTheOthers()
    }
    return Dataset(name: path, inputs: inputs, targets: byName, lines: lines)
  }
}

extension Input {
  /// How many words the user has split the input into; nil where a side is running text.
  var wordCount: Int? {
    guard case .words(let words) = first else { return nil }
    switch second {
    case .none: return words.count
    case .words(let more): return words.count + more.count
    case .text, .sentences: return nil
    }
  }
}

extension Segment {
  /// Nothing but white space.
  var isBlank: Bool {
    switch self {
    case .text(let text): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    case .words(let words): words.allSatisfy { Segment.text($0).isBlank }
    case .sentences(let sentences): sentences.allSatisfy(\.isBlank)
    }
  }
}
