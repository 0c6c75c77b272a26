import MTLData

/// A YAML (or JSON) file as a tree of values.
enum ConfigurationFile {
  static func read(_ path: String) throws -> JSONValue {
    var reader = try LineReader(path: path)
    var text = ""
    while case let lines = try reader.next(), !lines.isEmpty {
      for line in lines { text += line.text + "\n" }
    }
    return try YAMLText.parse(text, subject: reader.name)
  }
}
