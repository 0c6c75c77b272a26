import MTLData

extension JSONValue {
  /// A label as the user wrote it.
  init(_ label: Label) {
    switch label {
    case .text(let value): self = .text(value)
    case .integer(let value): self = .integer(value)
    case .boolean(let value): self = .boolean(value)
    }
  }
}
