/// One label a word, and one for each row of some modalities: behind the words, in the model's order.
///
/// What a row's target leaves out counts nowhere.
public struct ModalTagEncoder: TargetEncoder {
  private let problem: String
  private let vocabulary: LabelVocabulary
  private let words: TagEncoder
  private let modalities: [(name: String, number: Int)]

  /// `names` are those modalities, each one of `modalities`; `words` encodes the tags of words.
  public init(
    _ words: TagEncoder, problem: String, _ vocabulary: LabelVocabulary, _ names: [String],
    of modalities: Modalities
  ) {
    self.words = words
    self.problem = problem
    self.vocabulary = vocabulary
    self.modalities = modalities.numbered(names)
  }

  public func encode(
    _ target: Target?, _ row: EncodedRow, place: @autoclosure () -> String
  ) throws(DataError) -> TargetRow {
    guard case .byModality(var parts)? = target else {
      let kept = try words.encode(target, row, place: place())
      return TargetRow(ids: kept.ids + modalities.flatMap { absent(row, $0.number) })
    }
    var ids = row.wordStarts.map { _ in Int32(-1) }
    if let labels = parts.removeValue(forKey: "text") {
      ids = try words.encode(.labels(labels), row, place: place()).ids
    }
    for (name, number) in modalities {
      guard let labels = parts.removeValue(forKey: name) else {
        ids += absent(row, number)
        continue
      }
      let rows = row.rows(ofModality: number).count
      guard labels.count == rows else {
        let fault = ModalFault.labels(
          problem: problem, modality: name, rows: rows, labels: labels.count)
        throw DataError(place(), .modal(fault))
      }
      for label in labels {
        ids.append(try vocabulary.index(of: label, problem: problem, place: place()))
      }
    }
    if let name = parts.keys.sorted().first {
      let known = ["text"] + modalities.map(\.name)
      throw DataError(place(), .modal(.unknown(name, known: known)))
    }
    return TargetRow(ids: ids)
  }

  private func absent(_ row: EncodedRow, _ modality: Int) -> [Int32] {
    row.rows(ofModality: modality).map { _ in -1 }
  }
}

extension Modalities {
  /// Names with their numbers, in the order of the numbers.
  func numbered(_ names: [String]) -> [(name: String, number: Int)] {
    all.enumerated().filter { names.contains($0.element.name) }.map { ($0.element.name, $0.offset) }
  }
}

extension EncodedRow {
  /// The places of a modality's rows.
  func rows(ofModality number: Int) -> [Int32] {
    ids.indices.filter { ids[$0] == Int32(-1 - number) }.map(Int32.init)
  }
}
