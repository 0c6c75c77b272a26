import MTLData

/// Under `train`, `dev` and `test` a path may stand where a table with only a `path` is meant.
enum DataShorthand {
  static func expand(_ tree: JSONValue) -> JSONValue {
    guard case .object(var table) = tree else { return tree }
    for part in Part.allCases {
      guard case .object(var sources)? = table[part.rawValue] else { continue }
      for (key, source) in sources.members {
        if source.asText != nil { sources[key] = .object(["path": source]) }
      }
      table[part.rawValue] = .object(sources)
    }
    return .object(table)
  }
}
