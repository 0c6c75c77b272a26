import MTLData
import MTLModel

/// Where data meets model: makes packed rows and each head's part of a batch from instances of
/// encoded groups.
struct Joining {
  /// Encoded rows, in the order that instances number their groups.
  let groups: [GroupFeatures]
  /// One for each head of the model, in its order.
  let problems: [Part]
  /// Taggers read every piece of a row, special ones included, instead of each word's first.
  var readsEveryPiece = false

  /// Where a head finds its rows.
  struct Part {
    let name: String
    let kind: TargetKind
    /// The group that has its rows and the problem's place there; nil where the head has nothing to do.
    let source: (group: Int, problem: Int?)?
  }

  /// A batch, and how many rows of each head count in its loss.
  struct Batch {
    let text: TextRows
    var heads: [HeadBatch?]
    let valid: [Int]
  }

  func join(_ instances: some Collection<Instance>) -> Batch {
    var (ids, types, lengths) = ([Int32](), [Int32](), [Int]())
    var starts: [Int32] = []
    for instance in instances {
      let features = groups[instance.group]
      let tokens = features.tokens(ofRow: instance.row)
      starts.append(Int32(ids.count))
      ids += features.ids[tokens]
      types += features.types[tokens]
      lengths.append(tokens.count)
    }
    let heads = problems.map { head($0, instances, starts) }
    return Batch(
      text: TextRows(ids: ids, types: types, lengths: lengths), heads: heads,
      valid: heads.map { $0?.targets.validRows ?? 0 })
  }

  private func head(
    _ part: Part, _ instances: some Collection<Instance>, _ starts: [Int32]
  ) -> HeadBatch? {
    guard let source = part.source else { return nil }
    let features = groups[source.group]
    var (rows, lengths, classes) = ([Int32](), [Int](), [Int32]())
    for (instance, start) in zip(instances, starts) where instance.group == source.group {
      let before = rows.count
      switch part.kind {
      case .label: rows.append(start)
      case .labels where readsEveryPiece:
        rows += (0..<features.tokens(ofRow: instance.row).count).map { start + Int32($0) }
      case .labels:
        rows += features.firstPieces[features.words(ofRow: instance.row)].map { start + $0 }
      }
      lengths.append(rows.count - before)
      if let problem = source.problem {
        classes += features.labels[problem][features.labels(of: problem, row: instance.row)]
      }
    }
    guard !lengths.isEmpty else { return nil }
    return HeadBatch(
      rows: rows, lengths: lengths, targets: source.problem == nil ? .none : .classes(classes))
  }
}

extension Targets {
  /// The rows that count in the loss.
  var validRows: Int {
    switch self {
    case .none: 0
    case .classes(let classes): classes.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    }
  }
}
