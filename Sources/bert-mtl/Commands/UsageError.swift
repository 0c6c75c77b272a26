/// A command that was given arguments which do not fit together.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}
