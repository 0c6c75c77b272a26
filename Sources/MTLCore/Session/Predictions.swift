import MTLData

/// The answers of every asked problem to every input, in the inputs' order.
public struct Predictions: Equatable, Sendable {
  public var problems: [Answer] = []
  /// Where each answered word or piece stands in its text, in characters; filled where a tagger
  /// answered for running text or for every piece.
  public var offsets: [Range<Int32>] = []
  /// [inputs]: how many words an input's first side has; those of a pair's second side follow.
  public var firstWords: [Int] = []

  /// What one problem answers.
  public struct Answer: Equatable, Sendable {
    public let problem: String
    public let type: String
    public let labels: [Label]
    public let kind: TargetKind
    /// [rows, labels]: one row an input, or one a word.
    public var probabilities: [Float]
    /// The most probable label of each row; -1 for a word that the maximal length cut off.
    public var classes: [Int32]
    /// [inputs + 1]: the rows of input i are `rowStarts[i] ..< rowStarts[i + 1]`.
    public var rowStarts: [Int]

    /// The labels answered for one input; nil for a word that was cut off.
    public func answers(ofInput i: Int) -> [Label?] {
      classes[rowStarts[i]..<rowStarts[i + 1]].map { $0 < 0 ? nil : labels[Int($0)] }
    }

    /// The probability of each of those labels; 0 for a word that was cut off.
    public func scores(ofInput i: Int) -> [Float] {
      (rowStarts[i]..<rowStarts[i + 1]).map { row in
        classes[row] < 0 ? 0 : probabilities[row * labels.count + Int(classes[row])]
      }
    }
  }

  /// As the boundary carries it.
  public func reply() throws -> Reply {
    var table = JSONObject()
    var arrays: [NamedArray] = []
    for answer in problems {
      let name = answer.problem
      table[name] = .object([
        "type": .text(answer.type), "per": .text(answer.kind == .label ? "input" : "word"),
        "labels": .list(answer.labels.map(\.json)),
      ])
      let rows = answer.classes.count
      arrays += [
        NamedArray(
          "\(name).probabilities", shape: [rows, answer.labels.count],
          .float32(answer.probabilities)),
        NamedArray("\(name).classes", shape: [rows], .int32(answer.classes)),
        NamedArray(
          "\(name).row_starts", shape: [answer.rowStarts.count],
          .int64(answer.rowStarts.map(Int64.init))),
      ]
    }
    arrays += [
      NamedArray(
        "offsets", shape: [offsets.count, 2],
        .int32(offsets.flatMap { [$0.lowerBound, $0.upperBound] })),
      NamedArray(
        "first_words", shape: [firstWords.count], .int64(firstWords.map(Int64.init))),
    ]
    return Reply(
      json: JSONValue.object(["problems": .object(table)]).compactText, arrays: arrays)
  }
}

extension Label {
  var json: JSONValue {
    switch self {
    case .text(let value): .text(value)
    case .integer(let value): .integer(value)
    case .boolean(let value): .boolean(value)
    }
  }
}
