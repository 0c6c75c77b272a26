/// The rows of one `&` group, encoded once and stored flat.
///
/// The label of a word stands at its first piece; words that truncation cut off or that have no
/// piece lose theirs.
public struct GroupFeatures: Equatable, Sendable {
  public let problems: [LabelledProblem]

  public private(set) var ids: [Int32] = []  // [tokens of all rows]
  public private(set) var types: [Int32] = []  // [tokens of all rows]
  public private(set) var starts: [Int] = [0]  // [rows + 1], into ids and types

  /// The position in its row of each kept word's first piece.
  public private(set) var firstPieces: [Int32] = []  // [kept words of all rows]
  /// The number of each kept word in its row, counted over both texts of a pair.
  public private(set) var wordNumbers: [Int32] = []  // [kept words of all rows]
  public private(set) var wordStarts: [Int] = [0]  // [rows + 1], into the two above
  /// How many words each row had before truncation.
  public private(set) var wordCounts: [Int32] = []  // [rows]

  /// By problem: one id a row, or one a kept word; empty where the rows have no targets.
  public private(set) var labels: [[Int32]]

  public var rows: Int { starts.count - 1 }

  /// Tokens of each row.
  public var lengths: [Int] { (0..<rows).map { starts[$0 + 1] - starts[$0] } }

  public init(problems: [LabelledProblem]) {
    self.problems = problems
    labels = problems.map { _ in [] }
  }

  /// The span of a row in `ids` and `types`.
  public func tokens(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// The span of a row in `firstPieces`, `wordNumbers` and the labels of tagging problems.
  public func words(ofRow row: Int) -> Range<Int> { wordStarts[row]..<wordStarts[row + 1] }

  /// The span of a row in the labels of a problem.
  public func labels(of problem: Int, row: Int) -> Range<Int> {
    problems[problem].kind == .label ? row..<row + 1 : words(ofRow: row)
  }

  /// Adds a row; `targets` holds one for each problem, or is nil where nothing is to be learnt.
  ///
  /// Throws, naming `place`, for a text that clean-up left empty, for labels that do not fit the
  /// words, and for labels that training has not seen. The features stay as they were.
  public mutating func append(
    _ row: EncodedRow, targets: [String: Target]?, place: @autoclosure () -> String
  ) throws(DataError) {
    try row.checkPieces(place: place())
    let wordCount = row.wordCounts.reduce(0, +)
    var rowLabels: [[Int32]] = []
    for problem in problems {
      guard let targets else { break }
      let target = targets[problem.name]
      rowLabels.append(try problem.labelIDs(of: target, words: wordCount, place: place()))
    }
    let pieces = row.firstPieces()
    for (p, ids) in rowLabels.enumerated() {
      switch problems[p].kind {
      case .label: labels[p] += ids
      case .labels: labels[p] += pieces.map { ids[Int($0.word)] }
      }
    }
    ids += row.ids
    types += row.types
    starts.append(ids.count)
    firstPieces += pieces.map(\.piece)
    wordNumbers += pieces.map(\.word)
    wordStarts.append(firstPieces.count)
    wordCounts.append(Int32(clamping: wordCount))
  }
}
