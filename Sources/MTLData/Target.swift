/// What a row asks the model to say.
public enum Target: Equatable, Sendable {
  case label(Label)
  case labels([Label])
}

/// What a problem's targets look like: one label a row, or one label a word.
public enum TargetKind: String, Codable, Sendable {
  case label
  case labels
}
