import MTLCore

extension Predictions.Answer {
  /// The values of one input's rows, end to end.
  func values(ofInput i: Int) -> [Float] {
    Array(values[rowStarts[i] * columns..<rowStarts[i + 1] * columns])
  }

  /// The numbers of the labels that were chosen for one input.
  func chosen(ofInput i: Int) -> [Int] { ids[idStarts[i]..<idStarts[i + 1]].map(Int.init) }

  /// What was written for one input.
  func text(ofInput i: Int) -> String { texts.indices.contains(i) ? texts[i] : "" }
}
