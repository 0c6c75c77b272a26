import ArgumentParser
import MTLCore
import MTLData

/// `bert-mtl`: the same core as the Python package, without Python.
struct Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bert-mtl",
    abstract: "Train one BERT encoder on many problems, evaluate it, and answer with it.",
    discussion: """
      A configuration is a YAML file with the keys of `fit`; docs/configuration.md lists them.
      Exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted.
      """,
    version: "bert-mtl \(version)",
    subcommands: [
      Train.self, Evaluate.self, Predict.self, Export.self, Inspect.self, Profile.self,
      Tokenize.self, Types.self,
    ])

  /// Throws for a first word that is no command's name, and for one that `help` is asked about.
  private static func requireCommand(_ words: ArraySlice<String>) throws(UsageError) {
    let names = configuration.subcommands.map { "\($0)".lowercased() } + ["help"]
    guard let word = words.first, !word.hasPrefix("-") else { return }
    if word == "help" { return try requireCommand(words.dropFirst()) }
    guard !names.contains(word) else { return }
    throw UsageError(
      description: "'\(shortened(word))': expected a command" + suggestion(for: word, among: names))
  }

  /// Runs what the arguments ask for and ends the process.
  static func execute(_ arguments: [String]) -> Never {
    do {
      try requireCommand(arguments.dropFirst())
      var command = try parseAsRoot(Array(arguments.dropFirst()))
      try command.run()
      try Output.flush()
    } catch let closed as OutputClosed {
      Failure.end(with: closed.status)
    } catch {
      Failure(error, of: Command.self).report(verbose: arguments.contains("--verbose"))
    }
    Failure.end(with: .done)
  }
}
