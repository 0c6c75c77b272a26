import ArgumentParser
import MTLCore

/// `bert-mtl profile config.yaml`.
struct Profile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where the time of a training step goes, kernel by kernel.",
    discussion: """
      Trains as the configuration says for some steps, the first of which is not watched, and \
      saves nothing. A trace is read by chrome://tracing and https://ui.perfetto.dev.
      """)

  @OptionGroup var options: RunOptions
  @Option(help: "Steps to watch.")
  var steps = ProfileRequest().steps
  @Option(help: "Write every call of every kernel there, as a trace.", completion: .file())
  var trace: String?
  @Flag(help: "Report as JSON.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let configuration = try options.read()
    let session = try Session(configuration.session)
    var request = ProfileRequest()
    (request.steps, request.trace, request.training) = (steps, trace, configuration.training)
    let profiler = try session.profile(
      request, train: try configuration.datasets(.train, for: session))
    try follow(profiler)
    if let trace {
      try AtomicFile.write(Array(try profiler.trace().json.utf8), to: trace)
    }
    let report = try profiler.report()
    try Output.write(
      json ? try report.json.indentedText : ProfileTables(report).text + "\n")
  }

  private func follow(_ profiler: Profiler) throws {
    defer { Terminal.clear() }
    var progress = try profiler.step()
    while progress.done < progress.of {
      Terminal.show("step \(progress.done)/\(progress.of)")
      progress = try profiler.step()
    }
  }
}
