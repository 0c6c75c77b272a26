import ArgumentParser
import MTLCore

/// `bert-mtl train config.yaml`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train as a configuration says.",
    discussion: """
      Writes to output_dir: best/ and last/ (folders that predict, evaluate and transformers load) \
      and history.jsonl. Ctrl-C and SIGTERM finish the step and save last/; resume: true goes on.
      """)

  @OptionGroup var options: RunOptions
  @Flag(help: "Report as JSON when the run is over.")
  var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let configuration = try options.read()
    guard let folder = configuration.training.outputDirectory else {
      throw UsageError(
        description: "output_dir: expected a folder for the model, got none; "
          + "add it to \(options.configuration) or give --set output_dir=FOLDER")
    }
    let session = try Session(configuration.session)
    let trainer = try session.train(
      configuration.training, train: try configuration.datasets(.train, for: session),
      dev: try configuration.datasets(.dev, for: session))
    let narrator = TrainingNarrator(trainer.describe(), isQuiet: json)
    try narrator.begin()
    Interruption.watch()
    try follow(trainer, narrator, folder)
  }

  /// Steps until the end, or until a signal: then the run is saved before the process ends.
  private func follow(
    _ trainer: Trainer, _ narrator: TrainingNarrator, _ folder: String
  ) throws {
    var narrator = narrator
    defer { Terminal.clear() }
    while true {
      if let status = Interruption.status {
        try trainer.save()
        throw Stopped(
          status: status,
          description: "interrupted: saved \(folder)/last; --set resume=true goes on from there")
      }
      let event = try trainer.step()
      try narrator.tell(event)
      if case .finished(let end) = event {
        try narrator.finish(end, folder: folder)
        return
      }
    }
  }
}
