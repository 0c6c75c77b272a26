import ArgumentParser
import MTLCore
import MTLData

/// `bert-mtl types`.
struct Types: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the types that a problem may have.",
    discussion: "A configuration names them under `types`, and what each lets one choose under "
      + "`options`.")

  @Flag(help: "Report as JSON.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    try Output.write(json ? table.indentedText : text + "\n")
  }

  private var text: String {
    let width = ProblemTypes.names.map(\.count).max() ?? 0
    return ProblemTypes.all.map { type in
      type.name + String(repeating: " ", count: width - type.name.count + 2) + type.summary
    }.joined(separator: "\n")
  }

  private var table: JSONValue {
    .list(
      ProblemTypes.all.map { type in
        .object([
          "name": .text(type.name), "aliases": .list(type.aliases.map(JSONValue.text)),
          "target": .text(type.target.rawValue), "input": .text(type.input.rawValue),
          "answer": .text(type.answer.rawValue), "summary": .text(type.summary),
        ])
      })
  }
}
