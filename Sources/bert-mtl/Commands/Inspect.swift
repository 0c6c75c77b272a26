import ArgumentParser
import Foundation
import MTLCore

/// `bert-mtl inspect config.yaml`, `bert-mtl inspect folder` or `bert-mtl inspect --machine`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a configuration's data, in a model's folder, or in the machine.",
    discussion: """
      Data: rows, lengths in pieces, what max_length cuts, labels and how often each occurs.
      Model: sizes, parameters, problems and their labels.
      Machine: processor, libraries, threads, memory, and with --measure the speed of products.
      """)

  @Argument(help: "A configuration or a model's folder.", completion: .file())
  var path: String?
  @Flag(help: "Show the machine and the libraries instead.")
  var machine = false
  @Flag(help: "Measure how fast products are, for half a second; with --machine.")
  var measure = false
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set one key of a configuration.", valueName: "key=value"))
  var overrides: [String] = []
  @Flag(help: "Report as JSON.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    guard !machine else { return try inspectMachine() }
    guard !measure else { throw UsageError(description: "--measure: expected --machine, got none") }
    guard let path else {
      throw UsageError(
        description: "path: expected a configuration, a model's folder or --machine, got none")
    }
    try inspect(path)
  }

  private func inspectMachine() throws {
    guard path == nil, overrides.isEmpty else {
      throw UsageError(
        description: "--machine: expected neither a path nor --set, got \(path ?? overrides[0])")
    }
    var request = BackendRequest()
    request.measure = measure
    let info = try BackendInfo(request)
    try Output.write(json ? info.json.indentedText : MachineInspection(info).text + "\n")
  }

  private func inspect(_ path: String) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else { return try inspectData(path) }
    guard overrides.isEmpty else {
      throw UsageError(description: "--set: expected a configuration, got the folder \(path)")
    }
    let model = ModelInspection(try Session(SessionRequest(model: path)).describe())
    try Output.write(json ? model.json.indentedText : model.text + "\n")
  }

  private func inspectData(_ path: String) throws {
    let configuration = try RunOptions.read(path, overrides)
    let session = try Session(configuration.session)
    try configuration.training.validate()
    let longest = try session.length(configuration.training.maximumLength)
    let inspection = DataInspection(longest: longest)
    let parts = try Part.allCases.flatMap { part in
      try configuration.datasets(part, for: session).map {
        try inspection.inspect($0, part, session.tokenizer)
      }
    }
    let report = DataReport(parts)
    try Output.write(json ? report.json.indentedText : report.text + "\n")
  }
}
