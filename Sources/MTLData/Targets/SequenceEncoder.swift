/// A sequence a row: what a decoder is to say, without a beginning and an end.
public struct SequenceEncoder: TargetEncoder {
  /// What targets are made of.
  public enum Source: Sendable {
    case pieces(Tokenizer)
    /// Characters or words; one that training has not seen gets an id behind all others.
    case units(TextUnits, LabelVocabulary)
    case labels(LabelVocabulary)
  }

  private let problem: String
  private let source: Source
  /// The most ids that the decoder has positions for.
  private let longest: Int

  public init(problem: String, _ source: Source, longest: Int) {
    self.problem = problem
    self.source = source
    self.longest = longest
  }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard let target else { throw DataError(place(), .label(.missing(problem: problem))) }
    let ids = try ids(target, place: place())
    guard !ids.isEmpty else { throw DataError(place(), .label(.empty(problem: problem))) }
    guard ids.count <= longest else {
      let fault = LabelFault.long(
        problem: problem, unit: source.unit, count: ids.count, longest: longest)
      throw DataError(place(), .label(fault))
    }
    return TargetRow(ids: ids)
  }

  private func ids(
    _ target: Target, place: @autoclosure () -> String
  ) throws(DataError) -> [Int32] {
    switch (source, target) {
    case (.labels(let vocabulary), .labels(let labels)):
      var ids: [Int32] = []
      for label in labels {
        ids.append(try vocabulary.index(of: label, problem: problem, place: place()))
      }
      return ids
    case (.units(let units, let vocabulary), .text(let segment)):
      let unknown = Int32(vocabulary.count)
      return units.cut(segment).map { vocabulary.id(of: .text($0)) ?? unknown }
    case (.pieces(let tokenizer), .text(let segment)):
      do {
        return Array(try tokenizer.encode(Input(segment)).ids.dropFirst().dropLast())
      } catch {
        let fault = RowFault.value(
          field: problem, expected: "a text that can be tokenized", got: "\(error)")
        throw DataError(place(), .row(fault))
      }
    default:
      let fault = LabelFault.kind(
        problem: problem, expected: source.kind, got: target.summary)
      throw DataError(place(), .label(fault))
    }
  }
}

extension SequenceEncoder.Source {
  fileprivate var kind: TargetKind {
    if case .labels = self { .labelSequence } else { .text }
  }

  fileprivate var unit: String {
    switch self {
    case .pieces: TextUnits.pieces.name
    case .units(let units, _): units.name
    case .labels: "label"
    }
  }
}
