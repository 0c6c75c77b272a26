import MTLData

/// `--set key=value`: one value of the configuration, replaced. A dot goes one table down.
struct Override {
  let path: [String]
  let value: JSONValue

  init(parsing text: String) throws {
    guard let mark = text.firstIndex(of: "=") else {
      throw UsageError(description: "--set: expected key=value, got '\(text)'")
    }
    path = text[..<mark].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains("") else {
      throw UsageError(description: "--set: expected a key before '=', got '\(text)'")
    }
    do {
      value = try YAMLText.parse(String(text[text.index(after: mark)...]), subject: "--set")
    } catch let error as YAMLError {
      throw UsageError(description: "--set \(text): \(error.reason)")
    }
  }

  /// Throws where the path leads through a value that is no table.
  func apply(to tree: inout JSONValue) throws { try replace(in: &tree, path[...]) }

  private func replace(in tree: inout JSONValue, _ rest: ArraySlice<String>) throws {
    guard let key = rest.first else {
      tree = value
      return
    }
    if tree == .null { tree = .object(JSONObject()) }
    guard case .object(var table) = tree else {
      let above = path.prefix(path.count - rest.count).joined(separator: ".")
      throw UsageError(
        description: "--set: expected a table at '\(above)', got \(tree.summary)")
    }
    var below = table[key] ?? .null
    try replace(in: &below, rest.dropFirst())
    table[key] = below
    tree = .object(table)
  }
}
