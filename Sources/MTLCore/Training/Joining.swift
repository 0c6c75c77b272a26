import MTLData
import MTLKernels
import MTLModel

/// Where data meets model: makes packed rows and each head's part of a batch from instances of
/// encoded groups.
struct Joining {
  /// Encoded rows, in the order that instances number their groups.
  let groups: [GroupFeatures]
  /// One for each head of the model, in its order.
  let problems: [Part]

  /// Where a head finds its rows.
  struct Part {
    let name: String
    let reading: any Reading
    /// The group that has its rows and the problem's place there; nil where the head has nothing to do.
    let source: (group: Int, problem: Int?)?
  }

  /// What a batch gives encoder and heads.
  struct Batch {
    let text: TextRows
    var heads: [HeadBatch?]
  }

  /// `random` is the batch's randomness; without it each row has its own, always the same.
  func join(_ instances: some Collection<Instance>, _ random: RandomKey? = nil) -> Batch {
    var text = JoinedText()
    var heads: [HeadBatch?] = problems.map { _ in nil }
    for (i, instance) in instances.enumerated() {
      let key = random.map { $0(i) } ?? RandomKey(seed: 0)(instance.group)(instance.row)
      text.begin(groups[instance.group], row: instance.row)
      for (p, part) in problems.enumerated() where part.source?.group == instance.group {
        add(instance, part, key(p), to: &heads[p], &text)
      }
    }
    return Batch(text: text.rows, heads: heads)
  }

  private func add(
    _ instance: Instance, _ part: Part, _ key: RandomKey, to head: inout HeadBatch?,
    _ text: inout JoinedText
  ) {
    let (features, problem) = (groups[instance.group], part.source?.problem)
    let pieces = features.pieces(ofRow: instance.row, problem: problem)
    let reading = part.reading.read(pieces, key: key)
    let start = text.start(of: reading)
    var batch =
      head
      ?? HeadBatch(
        inputs: reading.rows.map { _ in HeadRows() },
        targets: problem.map { _ in Targets(lengths: []) })
    for (feed, rows) in reading.rows.enumerated() {
      batch.inputs[feed].rows += rows.map { start + $0 }
      batch.inputs[feed].lengths.append(rows.count)
    }
    if let problem {
      let ids = reading.targetIDs.map { $0[...] } ?? pieces.targetIDs ?? []
      let numbers = features.targets[problem].numbers(ofRow: instance.row)
      batch.targets?.ids += ids
      batch.targets?.numbers += numbers
      batch.targets?.lengths.append(ids.isEmpty ? numbers.count : ids.count)
    }
    head = batch
  }
}
