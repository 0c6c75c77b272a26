import MTLData
import MTLKernels
import MTLModel

/// One run of training. ``step()`` is the unit of the boundary: progress, interrupts and callbacks
/// live between two calls.
///
/// A run is a pure function of its data, its configuration and its seed: the number of threads,
/// interruptions and resumptions do not change a bit of it.
public final class Trainer {
  let session: Session
  private let run: Int
  let plan: TrainingPlan
  let dev: [EncodedGroup]
  let optimizer: AdamW
  let best: BestWeights
  let history: HistoryFile?
  private var lock: FolderLock?
  var progress: TrainingProgress
  private var batches: [[Instance]] = []
  private var plannedEpoch = -1
  private var evaluation: Evaluation?
  private var finished: FinishedEvent?

  init(
    _ session: Session, _ plan: TrainingPlan, dev: [EncodedGroup], progress: TrainingProgress,
    optimizer: AdamW, best: BestWeights, history: HistoryFile?, lock: FolderLock?
  ) {
    self.session = session
    session.runs += 1
    run = session.runs
    self.plan = plan
    self.dev = dev
    self.progress = progress
    self.optimizer = optimizer
    self.best = best
    self.history = history
    self.lock = lock
  }

  /// Does the next piece of work: an optimizer step, a batch of an evaluation, or the end.
  ///
  /// Throws ``TrainingError`` where a loss or a gradient is not finite (the parameters are then
  /// those of the step before), and what saving throws. After the end it answers the end again.
  public func step() throws -> TrainingEvent {
    try session.exclusively {
      try requireLatest()
      if let finished { return .finished(finished) }
      if let evaluation { return try advance(evaluation) }
      if progress.evaluationIsDue { return try beginEvaluation() }
      if progress.step >= plan.steps || hasRunOutOfPatience { return .finished(try finish()) }
      return .train(try train())
    }
  }

  /// Saves `last`, from which a run with `resume` goes on. Nothing without an output folder.
  public func save() throws {
    try session.exclusively {
      try requireLatest()
      try saveLast()
    }
  }

  /// Lets go of the output folder: another training may write there now, so this one takes no more
  /// steps. In a fork of its process it does nothing.
  public func close() {
    try? session.exclusively { lock = nil }
  }

  /// Throws where another training has begun on the session since.
  private func requireLatest() throws(TrainingError) {
    guard session.runs == run else { throw .replaced }
  }

  private var hasRunOutOfPatience: Bool {
    guard let patience = plan.configuration.patience else { return false }
    return progress.evaluationsWithoutBetter >= patience
  }

  private func train() throws -> StepReport {
    if plannedEpoch != progress.epoch {
      batches = plan.batcher.plan(epoch: progress.epoch)
      plannedEpoch = progress.epoch
    }
    guard batches.indices.contains(progress.batch) else {
      throw TrainingError.progress(
        key: "batch", value: progress.batch, most: batches.count - 1)
    }
    let report = try optimize(batches[progress.batch])
    advanceProgress()
    try history?.append(report)
    if !progress.evaluationIsDue { try saveLastIfDue() }
    return report
  }

  /// Counts the step, and says when dev is to be evaluated: after `evaluateEvery` steps, else at the
  /// end of an epoch, and always at the end of the run.
  private func advanceProgress() {
    progress.step += 1
    progress.batch += 1
    if progress.batch == batches.count {
      progress.batch = 0
      progress.epoch += 1
    }
    guard !dev.isEmpty else { return }
    let isDue =
      plan.configuration.evaluateEvery.map { progress.step % $0 == 0 } ?? (progress.batch == 0)
    progress.evaluationIsDue = isDue || progress.step == plan.steps
  }

  private func beginEvaluation() throws -> TrainingEvent {
    let evaluation = try Evaluation(
      try session.trainedModel(), session.problems, dev, try session.setting(nil),
      batchTokens: EvaluationRequest().batchTokens)
    self.evaluation = evaluation
    return try advance(evaluation)
  }

  private func advance(_ evaluation: Evaluation) throws -> TrainingEvent {
    do {
      try evaluation.advance()
    } catch {
      self.evaluation = nil
      throw error
    }
    guard evaluation.isDone else {
      return .evaluating(done: evaluation.done, of: evaluation.batches)
    }
    self.evaluation = nil
    let tuned = evaluation.tune()
    let report = evaluation.report()
    let name = plan.configuration.bestMetric
    let value = try report.score(named: name)
    let isBest = value > progress.best ?? -.infinity
    progress.evaluationIsDue = false
    progress.evaluationsWithoutBetter = isBest ? 0 : progress.evaluationsWithoutBetter + 1
    if isBest {
      (progress.best, progress.bestStep) = (value, progress.step)
      try session.trainedModel().tune(tuned)
      try best.keep(session)
      try history?.take()
    }
    let event = EvaluationEvent(
      step: progress.step, epoch: progress.epoch, report: report.json, metric: name, value: value,
      isBest: isBest, seconds: evaluation.seconds)
    try history?.append(event)
    try saveLastIfDue()
    return .evaluation(event)
  }

  private func saveLastIfDue() throws {
    let isDue =
      plan.configuration.saveEvery.map { progress.step % $0 == 0 } ?? (progress.batch == 0)
    if isDue || progress.step == plan.steps { try saveLast() }
  }

  /// Ends the run with the weights of the best evaluation, where there was one.
  private func finish() throws -> FinishedEvent {
    if let step = progress.bestStep, step != progress.step { try best.restore(session) }
    let event = FinishedEvent(
      reason: progress.step >= plan.steps ? .completed : .earlyStopping, step: progress.step,
      weightsOfStep: progress.bestStep ?? progress.step, best: progress.best)
    finished = event
    return event
  }
}
