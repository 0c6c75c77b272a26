/// A tag taken apart. Types are numbers, so that comparing them costs nothing.
struct Tag: Equatable, Sendable {
  let prefix: TagPrefix
  let type: Int

  static let outside = Tag(prefix: .outside, type: 0)
}
