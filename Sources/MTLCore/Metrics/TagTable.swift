/// The tags of a problem taken apart once, in the two ways in which `seqeval` names their types.
struct TagTable: Sendable {
  let scheme: TagScheme
  /// The types' names; number 0 is `_`, the type of a tag that names none.
  private(set) var types = ["_"]
  private(set) var tags: [Tag] = []
  private(set) var strictTags: [Tag] = []

  /// Nil where the tags mark no spans.
  init?(_ texts: [String]) {
    guard let scheme = TagScheme(tags: texts) else { return nil }
    self.scheme = scheme
    var numbers = ["_": 0]
    func number(_ name: Substring) -> Int {
      let name = name.isEmpty ? "_" : String(name)
      if let number = numbers[name] { return number }
      numbers[name] = types.count
      types.append(name)
      return types.count - 1
    }
    for text in texts {
      let prefix = text.first.flatMap(TagPrefix.init(letter:)) ?? .outside
      let name = text.dropFirst(2)
      tags.append(Tag(prefix: prefix, type: number(name)))
      // In strict mode seqeval strips every hyphen around a type.
      let bare = name.drop { $0 == "-" }
      let end = bare.lastIndex { $0 != "-" }.map { bare.index(after: $0) } ?? bare.startIndex
      strictTags.append(Tag(prefix: prefix, type: number(bare[..<end])))
    }
  }
}
