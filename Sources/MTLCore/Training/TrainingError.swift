import MTLData

/// Why training could not go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  case loss(step: Int, problem: String, checkpoint: String?)
  case gradient(step: Int, checkpoint: String?)
  case replaced
  case dataChanged(group: String, saved: Int, given: Int)
  case otherRows(group: String)
  case settingChanged(key: String, saved: String, given: String)
  case labelsChanged(problem: String)
  case optionsChanged(problem: String)
  case progress(key: String, value: Int, most: Int)
  case nothingToResume(folder: String)
  case unknownMetric(name: String, known: [String])
  case metricWithoutDev(name: String)
  case earlierRun(folder: String, model: String, goesOn: Bool)
  case folderInUse(folder: String)

  public var description: String {
    switch self {
    case .loss(let step, let problem, let checkpoint):
      "step \(step): expected a finite loss of problem '\(problem)', got one that is not; "
        + TrainingError.advice(checkpoint)
    case .gradient(let step, let checkpoint):
      "step \(step): expected a finite gradient, got one that is not; "
        + TrainingError.advice(checkpoint)
    case .replaced:
      "training: another training began on this model; its steps replaced these"
    case .dataChanged(let group, let saved, let given):
      "resume: expected \(saved) rows for '\(group)' as when the checkpoint was saved, got \(given)"
    case .otherRows(let group):
      "resume: expected the rows of '\(group)' as when the checkpoint was saved, texts and targets "
        + "in their order, got others"
    case .settingChanged("steps", let saved, let given):
      "resume: expected a run of \(saved) steps as when the checkpoint was saved, got one of "
        + "\(given); keep epochs, batch_size, batch_tokens and what else decides their number"
    case .settingChanged(let key, let saved, let given):
      "resume: expected \(key) \(saved) as when the checkpoint was saved, got \(given)"
    case .labelsChanged(let problem):
      "resume: expected the labels of problem '\(problem)' to be the saved ones, got others"
    case .optionsChanged(let problem):
      "resume: expected the options of problem '\(problem)' to be the saved ones, got others"
    case .progress(let key, let value, let most):
      "resume: expected \(key) from 0 to \(most) in the saved progress, got \(value)"
    case .nothingToResume(let folder):
      "\(folder): expected a checkpoint to resume from in 'last', got none"
    case .unknownMetric(let name, let known):
      "best_metric: expected a score of the report, got '\(name)'"
        + suggestion(for: name, among: known)
    case .metricWithoutDev(let name):
      "\(name): expected dev data to evaluate on, got none"
    case .earlierRun(let folder, let model, let goesOn):
      "output_dir: expected a folder without the model of an earlier run, got \(folder) with "
        + "\(model); give another folder"
        + (goesOn ? ", resume: true to go on with it" : "") + " or overwrite: true to replace it"
    case .folderInUse(let folder):
      "output_dir: expected a folder that no other training writes to, got \(folder); give another "
        + "folder or wait until that training has ended"
    }
  }

  private static func advice(_ checkpoint: String?) -> String {
    let remedy = "lower learning_rate or clip_norm"
    guard let checkpoint else { return "no checkpoint was saved; \(remedy)" }
    return "the last good checkpoint is \(checkpoint); \(remedy)"
  }
}
