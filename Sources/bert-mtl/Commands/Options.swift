import ArgumentParser
import MTLCore

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(help: "Say more about a failure.")
  var verbose = false
}

/// A configuration file and what is set differently this time.
struct RunOptions: ParsableArguments {
  @Argument(help: "A YAML file; docs/configuration.md lists its keys.", completion: .file())
  var configuration: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set one key, as YAML would; a dot goes one table down.", valueName: "key=value"))
  var overrides: [String] = []

  func read() throws -> RunConfiguration { try RunOptions.read(configuration, overrides) }

  static func read(_ path: String, _ overrides: [String]) throws -> RunConfiguration {
    var tree = try ConfigurationFile.read(path)
    for text in overrides { try Override(parsing: text).apply(to: &tree) }
    return try RunConfiguration(DataShorthand.expand(tree))
  }
}
