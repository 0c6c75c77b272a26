import MTLData
import MTLKernels
import MTLModel

/// `last`: a saved model with the optimizer's moments and the progress of its run.
struct LastCheckpoint {
  static let progressName = "trainer.json"
  static let momentsName = "optimizer.safetensors"

  let folder: String
  let progress: TrainingProgress
  private let problems: ProblemFile

  /// Throws ``TrainingError/nothingToResume(folder:)`` where `outputDirectory` has none.
  init(folder outputDirectory: String) throws {
    folder = RunFolder(outputDirectory).last
    try StagedFolder.finish(folder)
    let path = joined(folder, LastCheckpoint.progressName)
    guard isFile(path), let problems = try ProblemFile(folder: folder) else {
      throw TrainingError.nothingToResume(folder: outputDirectory)
    }
    self.problems = problems
    progress = try StrictDecoder.decode(
      TrainingProgress.self, from: .object(try JSONFile.read(path)), path: path)
  }

  /// Where a run's folder has one, its path; a save of it that was interrupted is completed first.
  static func path(inRun outputDirectory: String) -> String? {
    let last = RunFolder(outputDirectory).last
    try? StagedFolder.finish(last)
    return isFile(joined(last, progressName)) ? last : nil
  }

  /// Throws unless the options of every problem and what was learnt of it, such as its labels, are
  /// what was saved.
  func requireSame(_ problems: [Problem]) throws(TrainingError) {
    for problem in problems {
      let saved = self.problems.problems.first { $0.name == problem.name }
      guard saved?.options?.asObject ?? [:] == problem.options else {
        throw .optionsChanged(problem: problem.name)
      }
      guard saved?.learned == problem.learned else { throw .labelsChanged(problem: problem.name) }
    }
  }

  func read(into model: MultiTaskModel, _ optimizer: AdamW) throws {
    try problems.check(try ModelFolder.load(folder, into: model), folder: folder)
    try OptimizerFile.read(
      joined(folder, LastCheckpoint.momentsName), into: model.store.parameters,
      first: optimizer.first, second: optimizer.second)
  }
}

extension Trainer {
  /// The folder of the last checkpoint, where one was saved.
  var lastCheckpoint: String? {
    plan.configuration.outputDirectory.flatMap(LastCheckpoint.path)
  }

  /// Writes `last` as one: model, moments and progress are of the same step, whatever happens.
  func saveLast() throws {
    guard let folder = plan.configuration.outputDirectory else { return }
    let parameters = try session.trainedModel().store.parameters
    let run = RunFolder(folder)
    try session.write(to: run.last) { stage in
      try OptimizerFile.write(
        parameters, first: optimizer.first, second: optimizer.second,
        to: joined(stage, LastCheckpoint.momentsName))
      try JSONFile.write(progress, to: joined(stage, LastCheckpoint.progressName))
    }
    try history?.take()
    if plan.configuration.overwrite, progress.bestStep == nil { try run.removeBest() }
  }
}

extension TrainingProgress {
  /// The keys that do not decide what a step does: they may change when a run goes on. `steps` stands
  /// for `epochs`.
  private static let free = [
    "epochs", "resume", "overwrite", "output_dir", "save_every", "evaluate_every", "patience",
    "best_metric", "recompute",
  ]

  /// The beginning of a run.
  init(_ plan: TrainingPlan) {
    rows = plan.rows
    if plan.configuration.outputDirectory != nil { fingerprints = plan.fingerprints }
    settings = ["steps": "\(plan.steps)"]
    let given = (try? JSONValue(parsing: JSON.text(plan.configuration)))?.asObject ?? [:]
    for (key, value) in given.members where !TrainingProgress.free.contains(key) {
      settings[key] = value.compactText
    }
  }
}
