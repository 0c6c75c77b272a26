/// The right sequences as a decoder learns them: it reads the beginning and every id, and says every
/// id and the end.
///
/// Williams & Zipser 1989, https://doi.org/10.1162/neco.1989.1.2.270.
struct TeacherForcing: Equatable {
  let rows: DecoderRows
  /// What each token should say; -1 where that has no id.
  let answers: [Int32]

  /// Instances without rows of memory take no part.
  init(_ memory: [Int], _ targets: Targets, _ vocabulary: SequenceVocabulary) {
    precondition(memory.count == targets.lengths.count, "a sequence an instance")
    var (ids, answers, lengths, start) = ([Int32](), [Int32](), [Int](), 0)
    for (rows, length) in zip(memory, targets.lengths) {
      let sequence = targets.ids[start..<start + length]
      start += length
      guard rows > 0 else { continue }
      ids.append(vocabulary.begin)
      ids += sequence.map { vocabulary.isKnown($0) ? $0 : vocabulary.unknown }
      answers += sequence.map { vocabulary.isKnown($0) ? $0 : -1 }
      answers.append(vocabulary.end)
      lengths.append(length + 1)
    }
    rows = DecoderRows(ids: ids, lengths: lengths, memory: memory.filter { $0 > 0 })
    self.answers = answers
  }
}
