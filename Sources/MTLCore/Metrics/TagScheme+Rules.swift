import MTLKernels

extension TagScheme {
  /// The schemes whose transitions can be constrained.
  static let constrained: [TagScheme] = [.iob2, .iobes, .bilou, .bmes]

  /// Whether one tag may follow another; outside the sequence stands `O`.
  func mayFollow(_ before: Tag, _ after: Tag) -> Bool {
    let isOpen = [.begin, .inside].contains(before.prefix)
    let isWithin = after.prefix == .inside || (after.prefix == .end && self != .iob2)
    if self == .iob2 { return !isWithin || (isOpen && before.type == after.type) }
    return isOpen == isWithin && (!isOpen || before.type == after.type)
  }
}

extension TagTable {
  /// What the scheme allows; nil where it is none whose transitions can be constrained.
  var rules: TransitionRules? {
    guard TagScheme.constrained.contains(scheme) else { return nil }
    return TransitionRules(tags: tags.count) { before, after in
      scheme.mayFollow(before.map { tags[$0] } ?? .outside, after.map { tags[$0] } ?? .outside)
    }
  }
}
