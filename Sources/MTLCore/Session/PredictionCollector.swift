import MTLData
import MTLModel

/// Puts the heads' answers to batches of rows back into the order of the inputs.
struct PredictionCollector {
  private let rows: TokenizedRows
  private let everyPiece: Bool
  private var answers: [Predictions.Answer?]  // by head; nil for a problem that was not asked

  init(_ problems: [Problem?], _ rows: TokenizedRows, _ request: PredictionRequest) {
    self.rows = rows
    everyPiece = request.everyPiece
    let wordStarts = PredictionCollector.starts(rows, everyPiece: request.everyPiece)
    answers = problems.map { problem in
      guard let problem, let labels = problem.labels?.labels,
        let kind = try? ProblemTypes.of(problem).target
      else { return nil }
      let starts = kind == .label ? Array(0...rows.inputs.count) : wordStarts
      let count = starts[rows.inputs.count]
      return Predictions.Answer(
        problem: problem.name, type: problem.type, labels: labels, kind: kind,
        probabilities: [Float](repeating: 0, count: count * labels.count),
        classes: [Int32](repeating: -1, count: count), rowStarts: starts)
    }
  }

  /// Where each input's words (or pieces) begin among all of them.
  private static func starts(_ rows: TokenizedRows, everyPiece: Bool) -> [Int] {
    if everyPiece { return rows.features.starts }
    return rows.features.wordCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int($1)) }
  }

  mutating func add(_ outputs: [HeadOutput?], ofRows batch: [Int]) {
    for (head, output) in outputs.enumerated() {
      guard let output, answers[head] != nil else { continue }
      var from = 0
      for row in batch {
        for place in places(ofRow: row, head) {
          put(output, from, at: place, head)
          from += 1
        }
      }
    }
  }

  /// Which of the problem's rows an input's head rows fill.
  private func places(ofRow row: Int, _ head: Int) -> [Int] {
    guard let answer = answers[head] else { return [] }
    let start = answer.rowStarts[row]
    if answer.kind == .label { return [start] }
    if everyPiece { return Array(start..<answer.rowStarts[row + 1]) }
    return rows.features.wordNumbers[rows.features.words(ofRow: row)].map { start + Int($0) }
  }

  private mutating func put(_ output: HeadOutput, _ from: Int, at place: Int, _ head: Int) {
    let count = output.classes
    answers[head]?.classes[place] = output.labels[from]
    answers[head]?.probabilities.replaceSubrange(
      place * count..<(place + 1) * count,
      with: output.probabilities[from * count..<(from + 1) * count])
  }

  var predictions: Predictions {
    Predictions(
      problems: answers.compactMap { $0 }, offsets: offsets,
      firstWords: rows.encodings.map { $0.wordCounts.first ?? 0 })
  }

  /// The characters of each word (or piece) that taggers answered for.
  private var offsets: [Range<Int32>] {
    guard answers.contains(where: { $0?.kind == .labels }) else { return [] }
    if everyPiece { return rows.encodings.flatMap(\.offsets) }
    let starts = PredictionCollector.starts(rows, everyPiece: false)
    var offsets = [Range<Int32>](repeating: 0..<0, count: starts[rows.inputs.count])
    for (row, encoding) in rows.encodings.enumerated() {
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
