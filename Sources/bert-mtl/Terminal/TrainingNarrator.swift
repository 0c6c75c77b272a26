import MTLCore
import MTLData

/// Tells of a run: its plan, a moving line while it goes on, a line an evaluation, its end.
struct TrainingNarrator {
  private let plan: RunDescription
  /// Standard output gets one JSON text at the end instead of lines.
  private let isQuiet: Bool
  private var progress: ProgressLine
  private var evaluations: [JSONValue] = []
  private var seconds = 0.0
  private var tokens = 0

  init(_ plan: RunDescription, isQuiet: Bool) {
    self.plan = plan
    self.isQuiet = isQuiet
    progress = ProgressLine(steps: plan.steps)
  }

  /// What is going to be drawn how often, and what each loss weighs.
  func begin() throws {
    guard !isQuiet else { return }
    for note in plan.notes { try Output.line(note) }
    var groups = Table("group", "rows", "cut", "share", "passes")
    for group in plan.groups {
      groups.add(
        group.group, "\(group.rows)", "\(group.truncated)", group.share.fixed(3),
        group.passes.fixed(1))
    }
    try Output.line(groups.text)
    let weights = plan.problems.map { "\($0.problem) \($0.lossWeight.fixed(2))" }
    try Output.line("loss weights: \(weights.joined(separator: ", "))")
    let done = plan.done > 0 ? ", \(plan.done) done before" : ""
    try Output.line("steps: \(plan.steps), \(plan.warmupSteps) of them warm-up\(done)")
    try Output.flush()
  }

  mutating func tell(_ event: TrainingEvent) throws {
    switch event {
    case .train(let report):
      seconds += report.seconds
      tokens += report.tokens
      progress.show(report)
    case .evaluating(let done, let total):
      progress.show(evaluated: done, of: total)
    case .evaluation(let event):
      seconds += event.seconds
      try tell(event)
    case .finished: break
    }
  }

  func finish(_ end: FinishedEvent, folder: String) throws {
    Terminal.clear()
    let model = end.best == nil ? RunFolder(folder).last : RunFolder(folder).best
    guard !isQuiet else {
      let report: JSONObject = [
        "reason": .text(end.reason.rawValue), "step": .integer(end.step),
        "weights_of_step": .integer(end.weightsOfStep),
        "best": end.best.map(JSONValue.number) ?? .null, "model": .text(model),
        "seconds": .number(seconds), "tokens": .integer(tokens), "evaluations": .list(evaluations),
      ]
      try Output.write(JSONValue.object(report).indentedText)
      return
    }
    let stop = end.reason == .earlyStopping ? ", stopped early" : ""
    try Output.line(
      "\(end.step) steps in \(seconds.clock)\(stop); \(model) has the weights of step "
        + "\(end.weightsOfStep)")
  }

  private mutating func tell(_ event: EvaluationEvent) throws {
    evaluations.append(event.json)
    guard !isQuiet else { return }
    Terminal.clear()
    let scores = MainScores(event.report).text
    let best = event.isBest ? ", best so far" : ""
    try Output.line(
      "step \(event.step): \(event.metric) \(event.value.fixed(4))\(best) (\(scores))")
    try Output.flush()
  }
}

extension EvaluationEvent {
  fileprivate var json: JSONValue {
    .object([
      "step": .integer(step), "epoch": .integer(epoch), "metric": .text(metric),
      "value": .number(value), "is_best": .boolean(isBest), "report": report,
    ])
  }
}
