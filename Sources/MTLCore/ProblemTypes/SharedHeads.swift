import MTLData

extension [Problem] {
  /// The problem whose head `problem` uses: that of `share_top`, else its own.
  func owner(of problem: Problem) throws -> Problem {
    guard let name = try HeadOptions(problem).shareTop else { return problem }
    guard name != problem.name, let owner = first(where: { $0.name == name }) else {
      let others = map(\.name).filter { $0 != problem.name }
      throw ProblemError.sharesUnknown(problem: problem.name, owner: name, known: others)
    }
    if let next = try HeadOptions(owner).shareTop {
      throw ProblemError.sharesSharer(problem: problem.name, owner: name, next: next)
    }
    guard owner.type == problem.type else {
      throw ProblemError.sharesOtherType(
        problem: problem.name, type: problem.type, owner: name, ownerType: owner.type)
    }
    return owner
  }

  /// The problems of one head, its owner first.
  func sharing(headOf owner: Problem) throws -> [Problem] {
    try [owner] + filter { try $0.name != owner.name && self.owner(of: $0).name == owner.name }
  }

  /// Gives problems that share a head the options of its owner, and what is known of any of them.
  mutating func shareHeads() throws {
    for index in indices {
      let owner = try owner(of: self[index])
      for (key, value) in self[index].options.members
      where key != HeadOptions.CodingKeys.shareTop.rawValue && owner.options[key] != value {
        throw ProblemError.sharesWithOptions(
          problem: self[index].name, owner: owner.name, option: key)
      }
    }
    for owner in self where try self.owner(of: owner).name == owner.name {
      let all = try sharing(headOf: owner)
      guard all.count > 1 else { continue }
      let learned = try Learned.shared(all)
      for index in indices where all.contains(where: { $0.name == self[index].name }) {
        self[index].learned = learned
        for (key, value) in owner.options.members { self[index].options[key] = value }
      }
    }
  }
}

extension Learned {
  /// What is known of the head of problems that share it: the owner's, with the labels of all.
  fileprivate static func shared(_ problems: [Problem]) throws(DataError) -> Learned? {
    var learned: Learned?
    for problem in problems { learned = learned ?? problem.learned }
    guard let first = learned?.labels else { return learned }
    var labels = first.labels
    for label in problems.flatMap({ $0.labels?.labels ?? [] }) where !labels.contains(label) {
      labels.append(label)
    }
    learned?.labels = try LabelVocabulary(labels).distinct(place: "labels of a shared head")
    return learned
  }
}
