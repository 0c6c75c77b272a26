import MTLData
import MTLModel

/// Puts the heads' answers to batches of rows back into the order of the inputs.
struct PredictionCollector {
  private let rows: TokenizedRows
  private let everyPiece: Bool
  private var answers: [ProblemAnswers?]  // by head; nil for a problem that was not asked

  init(_ problems: [Problem?], _ rows: TokenizedRows, _ request: PredictionRequest) {
    self.rows = rows
    everyPiece = request.everyPiece
    answers = problems.map { $0.map { ProblemAnswers($0, inputs: rows.inputs.count) } }
  }

  mutating func add(_ outputs: [HeadOutput?], _ batches: [HeadBatch?], ofRows inputs: [Int]) {
    for (head, (output, batch)) in zip(outputs, batches).enumerated() {
      if let output, let batch { answers[head]?.add(output, batch, ofInputs: inputs) }
    }
  }

  func predictions(_ setting: Setting) throws -> Predictions {
    let answered = answers.compactMap { $0 }
    let found = try answered.map { answer in
      let type = try ProblemTypes.of(answer.problem)
      var result = try arranged(answer, type).joined
      result.form = type.answer
      if type.answer == .tags, !everyPiece, let names = answer.problem.learned?.modalities {
        result.modalities = names
        result.modalRows = modalRows(names, setting.modalities)
      }
      result.texts =
        type.answer == .pieces
        ? answer.ids.map { setting.tokenizer.text(ofPieces: $0) }
        : try answer.ids.compactMap { try type.text($0, answer.problem, setting) }
      return result
    }
    let areTagged = found.contains { $0.form == .tags }
    return Predictions(
      problems: found, offsets: areTagged ? try offsets(setting.tokenizer) : [],
      firstWords: rows.encodings.map { $0.wordCounts.first ?? 0 })
  }

  /// A tagger's answers for kept words, put where the words or their pieces stand.
  private func arranged(
    _ answer: ProblemAnswers, _ type: any ProblemType.Type
  ) throws -> ProblemAnswers {
    guard type.answer == .tags else { return answer }
    guard everyPiece else { return answer.spread(over: rows.features) }
    return try type.answersPieces(answer.problem) ? answer : answer.spread(over: rows.encodings)
  }

  /// How many rows each input has of each of these modalities.  [inputs, names]
  private func modalRows(_ names: [String], _ modalities: Modalities) -> [Int] {
    let ids = names.map { modalities.index(of: $0).map { Int32(-1 - $0) } }
    return rows.encodings.flatMap { encoding in
      ids.map { id in encoding.ids.count { $0 == id } }
    }
  }

  /// The characters of each word (or piece) that taggers answered for.
  private func offsets(_ tokenizer: Tokenizer) throws -> [Range<Int32>] {
    if everyPiece { return rows.encodings.flatMap(\.offsets) }
    let counts = rows.features.wordCounts
    let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int($1)) }
    var offsets = [Range<Int32>](repeating: 0..<0, count: starts[rows.inputs.count])
    for (row, kept) in rows.encodings.enumerated() {
      // Words that the maximal length cut off are somewhere in the text all the same.
      let encoding = kept.truncated > 0 ? try tokenizer.encode(rows.inputs[row]) : kept
      for (piece, word) in encoding.words.enumerated() where word >= 0 {
        let before = encoding.sides[piece] == 1 ? rows.encodings[row].wordCounts[0] : 0
        let place = starts[row] + before + Int(word)
        let span = encoding.offsets[piece]
        offsets[place] =
          offsets[place].isEmpty ? span : offsets[place].lowerBound..<span.upperBound
      }
    }
    return offsets
  }
}

/// What one problem answers, an input each.
private struct ProblemAnswers {
  let problem: Problem
  private var columns = 0
  private var values: [[Float]]
  private(set) var ids: [[Int32]]

  init(_ problem: Problem, inputs: Int) {
    self.problem = problem
    values = Array(repeating: [], count: inputs)
    ids = Array(repeating: [], count: inputs)
  }

  mutating func add(_ output: HeadOutput, _ batch: HeadBatch, ofInputs inputs: [Int]) {
    columns = output.columns
    let rows = output.rowLengths.isEmpty ? batch.inputs[0].lengths : output.rowLengths
    let lengths = output.lengths.isEmpty ? rows : output.lengths
    var (value, id) = (0, 0)
    for (i, input) in inputs.enumerated() {
      values[input] = Array(output.values[value..<value + rows[i] * columns])
      if !output.ids.isEmpty { ids[input] = Array(output.ids[id..<id + lengths[i]]) }
      value += rows[i] * columns
      id += lengths[i]
    }
  }

  /// Answers for kept words, put where the words stand among all; -1 for those that were cut off. Those
  /// for rows of other modalities follow as they are.
  func spread(over features: GroupFeatures) -> ProblemAnswers {
    var spread = self
    for row in ids.indices {
      let count = Int(features.wordCounts[row])
      spread.ids[row] = Array(repeating: -1, count: count)
      spread.values[row] = Array(repeating: 0, count: count * columns)
      for (from, word) in features.wordNumbers[features.words(ofRow: row)].enumerated() {
        let place = Int(word)
        spread.ids[row][place] = ids[row][from]
        spread.values[row].replaceSubrange(
          place * columns..<(place + 1) * columns,
          with: values[row][from * columns..<(from + 1) * columns])
      }
      let kept = features.words(ofRow: row).count
      spread.ids[row] += ids[row].dropFirst(kept)
      spread.values[row] += values[row].dropFirst(kept * columns)
    }
    return spread
  }

  /// Answers for kept words, given to each of their pieces; -1, and all labels alike, for the special
  /// pieces between them.
  func spread(over encodings: [Encoding]) -> ProblemAnswers {
    var spread = self
    for (row, encoding) in encodings.enumerated() {
      let count = encoding.words.count
      spread.ids[row] = Array(repeating: -1, count: count)
      spread.values[row] = Array(repeating: 1 / Float(max(columns, 1)), count: count * columns)
      var (from, last) = (-1, (side: Int8(0), word: Int32(-1)))
      for piece in 0..<count where encoding.words[piece] >= 0 {
        let word = (side: encoding.sides[piece], word: encoding.words[piece])
        if word != last { (from, last) = (from + 1, word) }
        spread.ids[row][piece] = ids[row][from]
        spread.values[row].replaceSubrange(
          piece * columns..<(piece + 1) * columns,
          with: values[row][from * columns..<(from + 1) * columns])
      }
    }
    return spread
  }

  /// Everything end to end.
  var joined: Predictions.Answer {
    Predictions.Answer(
      problem: problem.name, type: problem.type, form: .label, labels: problem.labels?.labels ?? [],
      columns: columns > 0 ? columns : problem.labels?.count ?? 0, values: values.flatMap { $0 },
      rowStarts: starts(values.map { columns > 0 ? $0.count / columns : 0 }),
      ids: ids.flatMap { $0 }, idStarts: starts(ids.map(\.count)))
  }

  private func starts(_ counts: [Int]) -> [Int] {
    counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }
}

extension Tokenizer {
  /// Pieces with spaces between them, of which no piece has one.
  fileprivate func text(ofPieces ids: [Int32]) -> String {
    ids.map { piece(of: $0) ?? "[UNK]" }.joined(separator: " ")
  }
}
