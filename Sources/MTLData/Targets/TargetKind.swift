/// What a problem's targets look like: what readers of files and of Python's lists look for.
public enum TargetKind: String, Codable, CaseIterable, Sendable {
  /// One label a row.
  case label
  /// A list of labels, one a word.
  case labels
  /// A list of labels without order, which may be empty.
  case labelSet = "label_set"
  /// A list of labels in their order, of any length.
  case labelSequence = "label_sequence"
  case number
  /// A number, a label or nothing.
  case optionalNumber = "optional_number"
  /// A list of numbers, of the same length in every row.
  case vector
  /// A text, or a list of words.
  case text
  /// Nothing: the inputs alone.
  case nothing
}
