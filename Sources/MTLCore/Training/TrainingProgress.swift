/// Where a run stands: what a checkpoint needs beside weights and moments to go on bit for bit.
struct TrainingProgress: Codable, Equatable {
  /// Optimizer steps done.
  var step = 0
  var epoch = 0
  /// Batches of this epoch done.
  var batch = 0
  /// The best value of the deciding score so far, and the step it was measured at.
  var best: Double?
  var bestStep: Int?
  var evaluationsWithoutBetter = 0
  /// A dev evaluation is due before the next step.
  var evaluationIsDue = false
  /// What must be the same when the run goes on.
  var rows: [String: Int] = [:]
  var settings: [String: String] = [:]
  /// Of the rows and targets of each group; absent from checkpoints of earlier versions.
  var fingerprints: [String: String]?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case step, epoch, batch, best, rows, settings, fingerprints
    case bestStep = "best_step"
    case evaluationsWithoutBetter = "evaluations_without_better"
    case evaluationIsDue = "evaluation_is_due"
  }

  /// Throws where a run of so many steps and epochs cannot stand there.
  func requireWithin(steps: Int, epochs: Int) throws(TrainingError) {
    for (key, value, most) in [("step", step, steps), ("epoch", epoch, epochs)] {
      guard 0...most ~= value else { throw .progress(key: key, value: value, most: most) }
    }
  }

  /// Throws where the data of `other` has other rows, or other targets, though as many.
  func requireSameData(as other: TrainingProgress) throws(TrainingError) {
    for (group, saved) in (fingerprints ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard other.fingerprints?[group] == saved else { throw .otherRows(group: group) }
    }
  }

  /// Throws where `other`, of the run that asks, would not continue this one.
  func requireSame(as other: TrainingProgress) throws(TrainingError) {
    for (group, saved) in rows.sorted(by: { $0.key < $1.key }) {
      let given = other.rows[group] ?? 0
      guard given == saved else {
        throw .dataChanged(group: group, saved: saved, given: given)
      }
    }
    for (key, saved) in settings.sorted(by: { $0.key < $1.key }) {
      let given = other.settings[key] ?? "none"
      guard given == saved else {
        throw .settingChanged(key: key, saved: saved, given: given)
      }
    }
  }
}
