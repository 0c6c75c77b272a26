/// The rows of one `&` group, encoded once and stored flat.
///
/// The label of a word stands at its first piece; words that truncation cut off or that have no
/// piece lose theirs.
public struct GroupFeatures: Sendable {
  public let problems: [EncodedProblem]
  /// Those that rows may hold beside text.
  public let modalities: Modalities

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

  /// By modality.
  public private(set) var modal: [ModalColumn]

  /// By problem; without rows where nothing is to be learnt.
  public private(set) var targets: [TargetColumn]

  public var rows: Int { starts.count - 1 }

  /// Tokens of each row.
  public var lengths: [Int] { (0..<rows).map { starts[$0 + 1] - starts[$0] } }

  public init(problems: [EncodedProblem], modalities: Modalities = .none) {
    self.problems = problems
    self.modalities = modalities
    modal = modalities.all.map { _ in ModalColumn() }
    targets = problems.map { _ in TargetColumn() }
  }

  /// The span of a row in `ids` and `types`.
  public func tokens(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// The span of a row in `firstPieces` and `wordNumbers`.
  public func words(ofRow row: Int) -> Range<Int> { wordStarts[row]..<wordStarts[row + 1] }

  /// A row as the reading of a problem sees it; of no problem where there is no target.
  public func pieces(ofRow row: Int, problem: Int?) -> RowPieces {
    RowPieces(
      ids: ids[tokens(ofRow: row)], types: types[tokens(ofRow: row)],
      firstPieces: firstPieces[words(ofRow: row)],
      targetIDs: problem.map { targets[$0].ids(ofRow: row) })
  }

  /// Adds a row; `targets` holds one for each problem, or is nil where nothing is to be learnt; `parts`
  /// are what the row's negative ids stand for.
  ///
  /// Throws, naming `place`, for a text that clean-up left empty, and for targets that do not fit.
  /// The features stay as they were.
  public mutating func append(
    _ row: EncodedRow, parts: [ModalPart] = [], targets rowTargets: [String: Target]?,
    place: @autoclosure () -> String
  ) throws(DataError) {
    try row.checkPieces(place: place())
    var encoded: [TargetRow] = []
    for problem in problems {
      guard let rowTargets else { break }
      let target = rowTargets[problem.name]
      encoded.append(try problem.encoder.encode(target, row, place: place()))
    }
    for (p, target) in encoded.enumerated() { targets[p].append(target) }
    for m in modal.indices { modal[m].append(parts.first { $0.modality == m }?.values) }
    ids += row.ids
    types += row.types
    starts.append(ids.count)
    firstPieces += row.wordStarts.map(\.piece)
    wordNumbers += row.wordStarts.map(\.word)
    wordStarts.append(firstPieces.count)
    wordCounts.append(Int32(clamping: row.wordCounts.reduce(0, +)))
  }
}
