/// A label as the user wrote it; predictions give it back in the same kind.
public enum Label: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
}

/// What a row asks the model to say.
public enum Target: Equatable, Sendable {
  case label(Label)
  case labels([Label])
}
