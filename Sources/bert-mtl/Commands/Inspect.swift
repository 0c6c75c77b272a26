import ArgumentParser
import Foundation
import MTLCore

/// `bert-mtl inspect config.yaml` or `bert-mtl inspect folder`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in the data of a configuration, or in a model's folder.",
    discussion: """
      Data: rows, lengths in pieces, what max_length cuts, labels and how often each occurs.
      Model: sizes, parameters, problems and their labels.
      """)

  @Argument(help: "A configuration or a model's folder.", completion: .file())
  var path: String
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set one key of a configuration.", valueName: "key=value"))
  var overrides: [String] = []
  @Flag(help: "Report as JSON.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else { return try inspectData() }
    guard overrides.isEmpty else {
      throw UsageError(description: "--set: expected a configuration, got the folder \(path)")
    }
    let model = ModelInspection(try Session(SessionRequest(model: path)).describe())
    try Output.write(json ? model.json.indentedText : model.text + "\n")
  }

  private func inspectData() throws {
    let configuration = try RunOptions.read(path, overrides)
    let session = try Session(configuration.session)
    let longest = try session.describe().maximumLength
    let inspection = DataInspection(longest: configuration.training.maximumLength ?? longest)
    let parts = try Part.allCases.flatMap { part in
      try configuration.datasets(part, for: session).map {
        try inspection.inspect($0, part, session.tokenizer)
      }
    }
    let report = DataReport(parts)
    try Output.write(json ? report.json.indentedText : report.text + "\n")
  }
}
