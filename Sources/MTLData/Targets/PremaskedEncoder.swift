/// The pieces that stood behind each [MASK] of a text that the user has masked: the target is the
/// original text, which lines up with the masked one piece by piece.
public struct PremaskedEncoder: TargetEncoder {
  private let problem: String
  private let tokenizer: Tokenizer
  private let mask: Int32

  public init(problem: String, _ tokenizer: Tokenizer, mask: Int32) {
    self.problem = problem
    self.tokenizer = tokenizer
    self.mask = mask
  }

  /// One id for each [MASK] that the row keeps; none where truncation has cut all of them off.
  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard let target else { throw DataError(place(), .label(.missing(problem: problem))) }
    guard case .text(let text) = target else {
      let fault = LabelFault.kind(problem: problem, expected: .text, got: target.summary)
      throw DataError(place(), .label(fault))
    }
    guard row.wordCounts.count == 1 else {
      throw DataError(place(), .mask(.pair(problem: problem)))
    }
    let original = try pieces(of: text, place: place())
    let masked = row.ids.indices.filter { row.words[$0] >= 0 }.map { row.ids[$0] }
    guard original.count == masked.count + row.truncated else {
      let fault = MaskFault.count(
        problem: problem, masked: masked.count + row.truncated, original: original.count)
      throw DataError(place(), .mask(fault))
    }
    var ids: [Int32] = []
    for (number, (piece, wanted)) in zip(masked, original).enumerated() {
      if piece == mask {
        ids.append(wanted)
      } else if piece != wanted {
        throw DataError(place(), .mask(difference(number + 1, piece, wanted)))
      }
    }
    guard !ids.isEmpty || row.truncated > 0 else {
      throw DataError(place(), .mask(.none(problem: problem)))
    }
    return TargetRow(ids: ids)
  }

  /// The original's pieces, all of them, without special ones.
  private func pieces(
    of text: Segment, place: @autoclosure () -> String
  ) throws(DataError) -> [Int32] {
    do {
      let encoding = try tokenizer.encode(Input(text))
      return zip(encoding.ids, encoding.words).filter { $0.1 >= 0 }.map(\.0)
    } catch {
      let fault = RowFault.value(field: problem, expected: "a text", got: "\(error)")
      throw DataError(place(), .row(fault))
    }
  }

  private func difference(_ number: Int, _ masked: Int32, _ original: Int32) -> MaskFault {
    .piece(
      problem: problem, number: number, masked: tokenizer.piece(of: masked) ?? "\(masked)",
      original: tokenizer.piece(of: original) ?? "\(original)")
  }
}
