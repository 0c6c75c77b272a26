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
    public var form: AnswerForm
    public let labels: [Label]
    /// Of `values`: as many as labels, where they are probabilities.
    public let columns: Int
    /// [rows, columns]: probabilities, numbers or vectors.
    public var values: [Float]
    /// [inputs + 1]: the rows of input i are `rowStarts[i] ..< rowStarts[i + 1]`; one, or one a word.
    public var rowStarts: [Int]
    /// The label chosen for each row, -1 for a word that the maximal length cut off; or the sets and
    /// sequences of the inputs.
    public var ids: [Int32]
    /// [inputs + 1]: the ids of input i are `idStarts[i] ..< idStarts[i + 1]`.
    public var idStarts: [Int]
    /// [inputs]: what the ids of each say, where they are pieces of a text.
    public var texts: [String] = []
    /// The modalities whose rows are answered too, behind the words.
    public var modalities: [String] = []
    /// [inputs, modalities]: how many rows each input has of each.
    public var modalRows: [Int] = []

    /// How many rows one input has of each of the modalities.
    public func modalRows(ofInput i: Int) -> [Int] {
      Array(modalRows[i * modalities.count..<(i + 1) * modalities.count])
    }

    /// The labels answered for one input; nil for a word that was cut off.
    public func answers(ofInput i: Int) -> [Label?] {
      ids[idStarts[i]..<idStarts[i + 1]].map {
        labels.indices.contains(Int($0)) ? labels[Int($0)] : nil
      }
    }

    /// The probability of each of those labels; 0 for a word that was cut off.
    public func scores(ofInput i: Int) -> [Float] {
      zip(rowStarts[i]..<rowStarts[i + 1], ids[idStarts[i]..<idStarts[i + 1]]).map { row, id in
        id < 0 ? 0 : values[row * columns + Int(id)]
      }
    }
  }

  /// As the boundary carries it.
  public func reply() throws -> Reply {
    var table = JSONObject()
    var arrays: [NamedArray] = []
    for answer in problems {
      table[answer.problem] = answer.summary
      arrays += answer.arrays
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

extension Predictions.Answer {
  fileprivate var summary: JSONValue {
    var object: JSONObject = [
      "type": .text(type), "form": .text(form.rawValue), "labels": .list(labels.map(\.json)),
    ]
    if !modalities.isEmpty { object["modalities"] = .list(modalities.map { .text($0) }) }
    if !texts.isEmpty { object["texts"] = .list(texts.map { .text($0) }) }
    return .object(object)
  }

  fileprivate var arrays: [NamedArray] {
    let rows = rowStarts.last ?? 0
    let modal = NamedArray(
      "\(problem).modal_rows",
      shape: [modalRows.count / max(modalities.count, 1), modalities.count],
      .int64(modalRows.map(Int64.init)))
    return (modalities.isEmpty ? [] : [modal]) + [
      NamedArray("\(problem).values", shape: [rows, columns], .float32(values)),
      NamedArray(
        "\(problem).row_starts", shape: [rowStarts.count], .int64(rowStarts.map(Int64.init))),
      NamedArray("\(problem).ids", shape: [ids.count], .int32(ids)),
      NamedArray(
        "\(problem).id_starts", shape: [idStarts.count], .int64(idStarts.map(Int64.init))),
    ]
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
