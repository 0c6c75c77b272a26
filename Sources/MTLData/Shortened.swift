/// A user's text as a message shows it: on one line, control characters as `\u{…}`, at most `limit`
/// characters and then an ellipsis.
public func shortened(_ text: String, to limit: Int = 60) -> String {
  var shown = ""
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < limit else { return shown + "…" }
    shown += visible(scalar)
    count += 1
  }
  return shown
}

/// A scalar that would break the line or not show at all is written as its number.
func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
    "\\u{\(String(scalar.value, radix: 16))}"
  default: String(scalar)
  }
}
